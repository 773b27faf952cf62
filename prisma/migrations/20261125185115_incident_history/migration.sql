-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "due_on" DATE,
ADD COLUMN     "owner_id" UUID,
ADD COLUMN     "promised_on" DATE,
ADD COLUMN     "reopenings" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "incident_entry" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor_id" UUID,
    "words" TEXT,
    "bulk_retry_id" UUID,

    CONSTRAINT "incident_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "incident_entry_incident_id_id_idx" ON "incident_entry"("incident_id", "id");

-- CreateIndex
CREATE INDEX "incident_fingerprint_first_seen_at_idx" ON "incident"("fingerprint", "first_seen_at");

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_entry" ADD CONSTRAINT "incident_entry_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_entry" ADD CONSTRAINT "incident_entry_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
