-- CreateTable
CREATE TABLE "application_draft" (
    "id" UUID NOT NULL,
    "contractor_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "typed" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "receipt_number" TEXT,

    CONSTRAINT "application_draft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "application_draft_contractor_id_saved_at_idx" ON "application_draft"("contractor_id", "saved_at");
