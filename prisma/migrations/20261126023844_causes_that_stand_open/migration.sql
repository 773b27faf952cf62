-- Whether another incident of the cause stands open is one look into this index. It is small: what is closed is not in it.
-- Incidents are not written while it is made, which is quick: thousands of them at most stand open.
CREATE INDEX "open_incident_of_guarantee" ON "incident"("guarantee_id", "fingerprint", "id") WHERE (closed_at IS NULL);

-- Only a cause that comes or goes changes the row that lists read; the others of the same cause were counted anew each time,
-- so that very many of one guarantee took very long.
CREATE OR REPLACE FUNCTION list_incident() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  listed text[];
  standing text[];
BEGIN
  -- Whoever waited here sees what the one before has committed, in this row and in the next statement.
  SELECT causes INTO listed FROM guarantee_listing WHERE guarantee_id = NEW.guarantee_id FOR UPDATE;
  standing := listed;
  IF TG_OP = 'UPDATE' AND OLD.fingerprint = ANY (standing) AND NOT EXISTS (
    -- First beyond this one: where a transaction closes one after the other, it does not pass all that it has closed.
    SELECT 1 FROM incident
    WHERE guarantee_id = NEW.guarantee_id AND fingerprint = OLD.fingerprint AND closed_at IS NULL AND id > NEW.id
  ) AND NOT EXISTS (
    SELECT 1 FROM incident
    WHERE guarantee_id = NEW.guarantee_id AND fingerprint = OLD.fingerprint AND closed_at IS NULL
  ) THEN
    standing := array_remove(standing, OLD.fingerprint);
  END IF;
  IF NEW.closed_at IS NULL AND NEW.fingerprint <> ALL (standing) THEN
    standing := standing || NEW.fingerprint;
  END IF;
  IF standing <> listed THEN
    UPDATE guarantee_listing SET causes = standing WHERE guarantee_id = NEW.guarantee_id;
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER list_incident ON incident;
CREATE TRIGGER list_incident AFTER INSERT ON incident
  FOR EACH ROW WHEN (NEW.closed_at IS NULL) EXECUTE FUNCTION list_incident();
CREATE TRIGGER list_changed_incident AFTER UPDATE OF fingerprint, closed_at ON incident
  FOR EACH ROW WHEN (NEW.fingerprint <> OLD.fingerprint OR (NEW.closed_at IS NULL) <> (OLD.closed_at IS NULL))
  EXECUTE FUNCTION list_incident();
