-- AlterTable
ALTER TABLE "submission_profile" ADD COLUMN     "send_on_behalf" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "sending" (
    "mail_id" UUID NOT NULL,
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "reply_to_name" TEXT NOT NULL,
    "reply_to_address" TEXT NOT NULL,
    "key_notice_name" TEXT NOT NULL,
    "claim_id" UUID,
    "claim_name" TEXT,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "tried_at" TIMESTAMPTZ(3),
    "dropped" TEXT,

    CONSTRAINT "sending_pkey" PRIMARY KEY ("mail_id")
);

-- CreateIndex
CREATE INDEX "sending_guarantee_id_asked_at_idx" ON "sending"("guarantee_id", "asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "one_sending_per_revision" ON "sending"("guarantee_id", "revision") WHERE (dropped IS NULL);

-- AddForeignKey
ALTER TABLE "sending" ADD CONSTRAINT "sending_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "mail"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sending" ADD CONSTRAINT "sending_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
