-- Acts that belong to no guarantee stand in the same table and in the same sealed sequence, each subject with its chain.
ALTER TABLE "event" ALTER COLUMN "guarantee_id" DROP NOT NULL;
ALTER TABLE "event" ADD COLUMN "subject" TEXT;
ALTER TABLE "event" ADD CONSTRAINT "event_of_one_chain" CHECK (("guarantee_id" IS NULL) <> ("subject" IS NULL));
ALTER TABLE "sealed_event" ALTER COLUMN "guarantee_id" DROP NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "event_subject_sequence_key" ON "event"("subject", "sequence");
CREATE INDEX "event_occurred_at_id_idx" ON "event"("occurred_at", "id");
CREATE INDEX "event_actor_id_occurred_at_id_idx" ON "event"("actor_id", "occurred_at", "id");

-- Of two events of one chain the earlier waits before the later.
CREATE OR REPLACE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unsealed_event (event_id) SELECT id FROM appended ORDER BY guarantee_id, subject, sequence;
  RETURN NULL;
END $$;
