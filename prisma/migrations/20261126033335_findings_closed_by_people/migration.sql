-- A person closes a finding of the sweeper with a reason; found again, the same row stands open again.
ALTER TABLE "sweep_finding" ADD COLUMN "closed_by_id" UUID,
ADD COLUMN "closed_by_hand_at" TIMESTAMPTZ(3),
ADD COLUMN "closing_reason" TEXT,
ADD COLUMN "reopened_at" TIMESTAMPTZ(3),
ADD COLUMN "reopenings" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "finding_closed_by_hand" ON "sweep_finding"("kind", "about") WHERE (closed_by_id IS NOT NULL);

-- AddForeignKey
ALTER TABLE "sweep_finding" ADD CONSTRAINT "sweep_finding_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
