-- Words are looked for within a branch by one index of both. Common words are in very many guarantees, and those of the
-- branch among them were told apart row by row.
--
-- How to run it: searches for words and everything that writes a guarantee's number, names or branch wait until it ends; all
-- else goes on. The index takes about two minutes for 300,000 guarantees: run it while the desk is closed. If it is
-- stopped, nothing of it stays, and it begins anew.
ALTER TABLE "guarantee_search" ADD COLUMN "branch_id" TEXT;
-- Without the index, which is far quicker.
DROP INDEX guarantee_search_grams;
UPDATE guarantee_search SET branch_id = guarantee.branch_id FROM guarantee WHERE guarantee.id = guarantee_search.guarantee_id;
ALTER TABLE "guarantee_search" ALTER COLUMN "branch_id" SET NOT NULL;
CREATE INDEX guarantee_search_grams ON guarantee_search USING gin (search_grams(document), (ARRAY[branch_id]));
ANALYZE guarantee_search;

-- A statement that looks for words stops as soon as it has enough: helpers are not there before it ends, and only delay it.
ALTER FUNCTION search_word_grams(text) PARALLEL UNSAFE;

CREATE OR REPLACE FUNCTION list_guarantee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO guarantee_search (guarantee_id, contractor_id, branch_id, document)
    VALUES (NEW.id, NEW.contractor_id, NEW.branch_id, search_document(NEW.id));
    RETURN NULL;
  END IF;
  IF (NEW.branch_id, NEW.authority_id) IS DISTINCT FROM (OLD.branch_id, OLD.authority_id) THEN
    UPDATE guarantee_listing SET branch_id = NEW.branch_id, authority_id = NEW.authority_id WHERE guarantee_id = NEW.id;
  END IF;
  IF (NEW.guarantee_number, NEW.authority_id) IS DISTINCT FROM (OLD.guarantee_number, OLD.authority_id) THEN
    UPDATE guarantee_search SET branch_id = NEW.branch_id, document = search_document(NEW.id) WHERE guarantee_id = NEW.id;
  ELSIF NEW.branch_id <> OLD.branch_id THEN
    UPDATE guarantee_search SET branch_id = NEW.branch_id WHERE guarantee_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;

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

  INSERT INTO guarantee_search (guarantee_id, contractor_id, branch_id, document)
  SELECT id, contractor_id, branch_id, search_document(id) FROM guarantee
  WHERE NOT EXISTS (SELECT 1 FROM guarantee_search WHERE guarantee_id = guarantee.id)
  ORDER BY position
$$;
