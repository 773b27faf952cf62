-- CreateTable
CREATE TABLE "daily_head" (
    "day" DATE NOT NULL,
    "position" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "daily_head_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "desk_mail" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "send_again_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "desk_mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "desk_mail_state_send_again_at_idx" ON "desk_mail"("state", "send_again_at");

-- CreateIndex
CREATE UNIQUE INDEX "desk_mail_kind_occasion_to_address_key" ON "desk_mail"("kind", "occasion", "to_address");
