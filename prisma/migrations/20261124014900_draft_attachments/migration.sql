-- AlterTable
ALTER TABLE "application_draft" ADD COLUMN     "guarantee_id" UUID;

-- AlterTable
ALTER TABLE "revision" ADD COLUMN     "eligibility_certified_on" DATE;

-- CreateTable
CREATE TABLE "draft_attachment" (
    "id" UUID NOT NULL,
    "draft_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "draft_attachment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "draft_attachment_draft_id_created_at_idx" ON "draft_attachment"("draft_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "application_draft_guarantee_id_key" ON "application_draft"("guarantee_id");

-- AddForeignKey
ALTER TABLE "draft_attachment" ADD CONSTRAINT "draft_attachment_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "application_draft"("id") ON DELETE CASCADE ON UPDATE CASCADE;
