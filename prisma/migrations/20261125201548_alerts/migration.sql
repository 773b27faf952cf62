-- CreateTable
CREATE TABLE "on_call_address" (
    "id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "branch_id" TEXT,
    "tells_causes" BOOLEAN NOT NULL,
    "tells_circuits" BOOLEAN NOT NULL,
    "tells_misses" BOOLEAN NOT NULL,
    "tells_findings" BOOLEAN NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "on_call_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_webhook" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "branch_id" TEXT,
    "tells_causes" BOOLEAN NOT NULL,
    "tells_circuits" BOOLEAN NOT NULL,
    "tells_misses" BOOLEAN NOT NULL,
    "tells_findings" BOOLEAN NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "alert_webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_rule" (
    "group" TEXT NOT NULL,
    "growth" INTEGER NOT NULL,
    "quiet_minutes" INTEGER NOT NULL,
    "minutes_before" INTEGER NOT NULL,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("group")
);

-- CreateTable
CREATE TABLE "alert_standing" (
    "subject" TEXT NOT NULL,
    "episode" INTEGER NOT NULL DEFAULT 1,
    "level" INTEGER NOT NULL DEFAULT 0,
    "gone_since" TIMESTAMPTZ(3),

    CONSTRAINT "alert_standing_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "branch_id" TEXT,
    "values" JSONB NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "send_again_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_happened_at_id_idx" ON "alert"("happened_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_kind_occasion_key" ON "alert"("kind", "occasion");

-- CreateIndex
CREATE INDEX "webhook_delivery_state_send_again_at_idx" ON "webhook_delivery"("state", "send_again_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_alert_id_webhook_id_key" ON "webhook_delivery"("alert_id", "webhook_id");

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "alert_webhook"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- When a change is worth telling, to begin with: register data from here on.
INSERT INTO "alert_rule" ("group", "growth", "quiet_minutes", "minutes_before") VALUES
  ('causes', 10, 30, 0), ('circuits', 1, 0, 0), ('misses', 1, 0, 60), ('findings', 10, 30, 0);
