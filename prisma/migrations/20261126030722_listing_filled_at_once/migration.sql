-- The rows of guarantees that have none yet, as the triggers would have written them. What is there already is met by the
-- key: to look for it first took ever longer where the statement was planned while the tables were empty.
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
  ORDER BY guarantee.position
  ON CONFLICT (guarantee_id) DO NOTHING;

  INSERT INTO guarantee_search (guarantee_id, contractor_id, branch_id, document)
  SELECT id, contractor_id, branch_id, search_document(id) FROM guarantee
  ORDER BY position
  ON CONFLICT (guarantee_id) DO NOTHING
$$;
