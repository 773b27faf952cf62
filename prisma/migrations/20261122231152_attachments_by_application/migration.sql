-- CreateIndex
CREATE INDEX "attachment_application_id_created_at_idx" ON "attachment"("application_id", "created_at");
