-- AlterTable
ALTER TABLE "product_setting" ADD COLUMN     "reminder_days" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "claim_setting" (
    "contractor_id" UUID NOT NULL,
    "entries" JSONB NOT NULL,
    "saved_by_id" UUID NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_setting_pkey" PRIMARY KEY ("contractor_id")
);

-- CreateTable
CREATE TABLE "claim_entries" (
    "guarantee_id" UUID NOT NULL,
    "entries" JSONB NOT NULL,
    "saved_by_id" UUID NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claim_entries_pkey" PRIMARY KEY ("guarantee_id")
);

-- CreateTable
CREATE TABLE "prepayment_claim" (
    "id" UUID NOT NULL,
    "guarantee_id" UUID NOT NULL,
    "digest" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sha256" TEXT,
    "stored_sha256" TEXT,
    "printed_at" TIMESTAMPTZ(3),

    CONSTRAINT "prepayment_claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "guarantee_id" UUID NOT NULL,
    "side" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "words" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "correction_request_id" UUID,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_reading" (
    "guarantee_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_reading_pkey" PRIMARY KEY ("guarantee_id","user_id")
);

-- CreateTable
CREATE TABLE "correction_request" (
    "id" UUID NOT NULL,
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "should_be" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "correction_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_search" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_search_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "prepayment_claim_guarantee_id_digest_key" ON "prepayment_claim"("guarantee_id", "digest");

-- CreateIndex
CREATE INDEX "message_guarantee_id_written_at_idx" ON "message"("guarantee_id", "written_at");

-- CreateIndex
CREATE INDEX "correction_request_guarantee_id_asked_at_idx" ON "correction_request"("guarantee_id", "asked_at");

-- CreateIndex
CREATE UNIQUE INDEX "saved_search_user_id_list_name_key" ON "saved_search"("user_id", "list", "name");

-- AddForeignKey
ALTER TABLE "claim_entries" ADD CONSTRAINT "claim_entries_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prepayment_claim" ADD CONSTRAINT "prepayment_claim_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_correction_request_id_fkey" FOREIGN KEY ("correction_request_id") REFERENCES "correction_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_reading" ADD CONSTRAINT "message_reading_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "correction_request" ADD CONSTRAINT "correction_request_guarantee_id_fkey" FOREIGN KEY ("guarantee_id") REFERENCES "guarantee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
