-- CreateTable
CREATE TABLE "bulk_upload" (
    "id" UUID NOT NULL,
    "contractor_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by_id" UUID,
    "confirmed_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_row" (
    "upload_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "control_number" TEXT NOT NULL,
    "typed" JSONB NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "warnings" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "receipt_number" TEXT,
    "sent_before" BOOLEAN NOT NULL DEFAULT false,
    "refusals" JSONB,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_row_pkey" PRIMARY KEY ("upload_id","line")
);

-- CreateIndex
CREATE INDEX "bulk_upload_contractor_id_uploaded_at_idx" ON "bulk_upload"("contractor_id", "uploaded_at");

-- CreateIndex
CREATE INDEX "bulk_upload_to_send" ON "bulk_upload"("confirmed_at") WHERE (confirmed_at IS NOT NULL AND finished_at IS NULL);

-- AddForeignKey
ALTER TABLE "bulk_row" ADD CONSTRAINT "bulk_row_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "bulk_upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;
