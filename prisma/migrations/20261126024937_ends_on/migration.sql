-- The last day of the guarantees in force stands in the row that lists read: how many end within a week is counted from an
-- index, not from one row of the deadlines for each guarantee.
--
-- How to run it: whatever moves a guarantee waits until it ends. It writes each listed row once (about a minute for
-- 1,000,000): run it while the desk is closed. If it is stopped, nothing of it stays, and it begins anew.
ALTER TABLE "guarantee_listing" ADD COLUMN "ends_on" DATE;

UPDATE guarantee_listing SET ends_on = ending.on_day FROM (
  SELECT guarantee_id, min(due_on) AS on_day FROM deadline WHERE kind = 'guarantee-ending' GROUP BY guarantee_id
) ending WHERE ending.guarantee_id = guarantee_listing.guarantee_id;

CREATE INDEX "guarantee_listing_ends" ON "guarantee_listing"("ends_on", "branch_id", "amount_yen") WHERE (ends_on IS NOT NULL);

CREATE OR REPLACE FUNCTION list_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.guarantee_id ELSE NEW.guarantee_id END;
BEGIN
  -- Whoever waited here sees in the next statement what the one before has committed.
  PERFORM 1 FROM guarantee_listing WHERE guarantee_id = changed FOR UPDATE;
  UPDATE guarantee_listing SET due_on = next.due_on, ends_on = next.ends_on FROM (
    SELECT min(due_on) FILTER (WHERE kind <> 'guarantee-ending') AS due_on,
      min(due_on) FILTER (WHERE kind = 'guarantee-ending') AS ends_on
    FROM deadline WHERE guarantee_id = changed
  ) next
  WHERE guarantee_id = changed
    AND (guarantee_listing.due_on, guarantee_listing.ends_on) IS DISTINCT FROM (next.due_on, next.ends_on);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION list_all_guarantees() RETURNS void LANGUAGE sql AS $$
  INSERT INTO guarantee_listing (guarantee_id, position, contractor_id, branch_id, authority_id, product, form, applied_at,
    revision, stage, stage_since, amount_yen, due_on, ends_on, causes)
  SELECT guarantee.id, guarantee.position, contractor_id, branch_id, authority_id, product, form, created_at,
    newest.number, newest.stage, newest.stage_since, newest.amount_yen, next.due_on, next.ends_on,
    ARRAY(SELECT DISTINCT fingerprint FROM incident WHERE guarantee_id = guarantee.id AND closed_at IS NULL)
  FROM guarantee JOIN LATERAL (
    SELECT * FROM revision WHERE guarantee_id = guarantee.id ORDER BY number DESC LIMIT 1
  ) newest ON true, LATERAL (
    SELECT min(due_on) FILTER (WHERE kind <> 'guarantee-ending') AS due_on,
      min(due_on) FILTER (WHERE kind = 'guarantee-ending') AS ends_on
    FROM deadline WHERE guarantee_id = guarantee.id
  ) next
  WHERE NOT EXISTS (SELECT 1 FROM guarantee_listing WHERE guarantee_id = guarantee.id)
  ORDER BY guarantee.position;

  INSERT INTO guarantee_search (guarantee_id, contractor_id, branch_id, document)
  SELECT id, contractor_id, branch_id, search_document(id) FROM guarantee
  WHERE NOT EXISTS (SELECT 1 FROM guarantee_search WHERE guarantee_id = guarantee.id)
  ORDER BY position
$$;
