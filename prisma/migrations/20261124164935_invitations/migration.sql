-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "contractor_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "right" TEXT NOT NULL,
    "user_id" UUID,
    "invited_by_id" UUID NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invitation_user_id_key" ON "invitation"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "one_open_invitation" ON "invitation"("contractor_id", "email") WHERE (withdrawn_at IS NULL);
