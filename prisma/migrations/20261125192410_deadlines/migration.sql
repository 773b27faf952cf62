-- CreateTable
CREATE TABLE "deadline" (
    "guarantee_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "due_on" DATE NOT NULL,

    CONSTRAINT "deadline_pkey" PRIMARY KEY ("guarantee_id","revision","kind")
);

-- CreateIndex
CREATE INDEX "deadline_kind_due_on_idx" ON "deadline"("kind", "due_on");

-- Lists show the next day by which somebody has to do something; that a guarantee ends is nobody's task.
CREATE FUNCTION list_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.guarantee_id ELSE NEW.guarantee_id END;
BEGIN
  -- Whoever waited here sees in the next statement what the one before has committed.
  PERFORM 1 FROM guarantee_listing WHERE guarantee_id = changed FOR UPDATE;
  UPDATE guarantee_listing SET due_on = (
    SELECT min(due_on) FROM deadline WHERE guarantee_id = changed AND kind <> 'guarantee-ending'
  ) WHERE guarantee_id = changed;
  RETURN NULL;
END $$;

CREATE TRIGGER list_deadline AFTER INSERT OR DELETE OR UPDATE OF due_on ON deadline
  FOR EACH ROW EXECUTE FUNCTION list_deadline();

-- The rows of guarantees that have none yet, as the triggers would have written them: with the next deadline.
CREATE OR REPLACE FUNCTION list_all_guarantees() RETURNS void LANGUAGE sql AS $$
  INSERT INTO guarantee_listing (guarantee_id, position, contractor_id, branch_id, authority_id, product, form, applied_at,
    revision, stage, stage_since, amount_yen, due_on, causes)
  SELECT guarantee.id, guarantee.position, contractor_id, branch_id, authority_id, product, form, created_at,
    newest.number, newest.stage, newest.stage_since, newest.amount_yen,
    (SELECT min(due_on) FROM deadline WHERE guarantee_id = guarantee.id AND kind <> 'guarantee-ending'),
    ARRAY(SELECT DISTINCT fingerprint FROM incident WHERE guarantee_id = guarantee.id AND closed_at IS NULL)
  FROM guarantee JOIN LATERAL (
    SELECT * FROM revision WHERE guarantee_id = guarantee.id ORDER BY number DESC LIMIT 1
  ) newest ON true
  WHERE NOT EXISTS (SELECT 1 FROM guarantee_listing WHERE guarantee_id = guarantee.id)
  ORDER BY guarantee.position;

  INSERT INTO guarantee_search
  SELECT id, contractor_id, search_document(id) FROM guarantee
  WHERE NOT EXISTS (SELECT 1 FROM guarantee_search WHERE guarantee_id = guarantee.id)
  ORDER BY position
$$;
