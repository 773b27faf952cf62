-- CreateTable
CREATE TABLE "guarantee_listing" (
    "guarantee_id" UUID NOT NULL,
    "position" BIGINT NOT NULL,
    "contractor_id" UUID NOT NULL,
    "branch_id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "stage_since" TIMESTAMPTZ(3) NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "due_on" DATE,
    "causes" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "guarantee_listing_pkey" PRIMARY KEY ("guarantee_id")
);

-- CreateTable
CREATE TABLE "guarantee_search" (
    "guarantee_id" UUID NOT NULL,
    "contractor_id" UUID NOT NULL,
    "document" TEXT NOT NULL,

    CONSTRAINT "guarantee_search_pkey" PRIMARY KEY ("guarantee_id")
);

-- CreateTable
CREATE TABLE "search_stale" (
    "guarantee_id" UUID NOT NULL,

    CONSTRAINT "search_stale_pkey" PRIMARY KEY ("guarantee_id")
);

-- CreateIndex
CREATE INDEX "guarantee_construction_contract_id_idx" ON "guarantee"("construction_contract_id");

-- CreateIndex
CREATE INDEX "incident_guarantee_id_idx" ON "incident"("guarantee_id");

-- What two spellings have in common: width, case, spaces, hyphens, and hiragana or katakana do not count. A document and
-- what is searched in it go through the same function, so that they cannot differ.
CREATE FUNCTION search_key(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN upper(translate(regexp_replace(normalize(words, NFKC), '[[:space:]‐‑‒–—―−-]', '', 'g'),
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ',
  'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ'));

-- Each character and each pair of neighbours, as numbers: a word of one or two characters is one of them. Nothing reaches
-- over the end of a line, where another field begins.
CREATE FUNCTION search_grams(document text) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  grams bigint[] := '{}';
  before bigint := 10;
  here bigint;
  letter text;
BEGIN
  FOREACH letter IN ARRAY string_to_array(document, NULL) LOOP
    here := ascii(letter);
    IF here <> 10 THEN
      grams := grams || here;
      IF before <> 10 THEN grams := grams || (before << 21 | here); END IF;
    END IF;
    before := here;
  END LOOP;
  RETURN grams;
END $$;

-- What a document must hold to hold the word: its pairs, or its one character.
CREATE FUNCTION search_word_grams(word text) RETURNS bigint[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN char_length(word) < 2 THEN search_grams(word) ELSE (
  SELECT array_agg(DISTINCT gram) FROM unnest(search_grams(word)) AS gram WHERE gram >= 1 << 21
) END;

-- Everything that words are searched in, a field a line.
CREATE FUNCTION search_document(of uuid) RETURNS text LANGUAGE sql STABLE STRICT AS $$
  SELECT concat_ws(E'\n', search_key(guarantee.guarantee_number), search_key(application.receipt_number),
    search_key(contract.project_name), search_key(contract.works_number), search_key(contract.joint_venture_name),
    search_key(contract.beneficiary_title), search_key(authority.name), search_key(contractor.name))
  FROM guarantee
  LEFT JOIN application ON application.id = guarantee.application_id
  LEFT JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
  LEFT JOIN authority ON authority.id = guarantee.authority_id
  LEFT JOIN contractor ON contractor.id = guarantee.contractor_id
  WHERE guarantee.id = of
$$;

-- The facts are written in many places; the rows that lists are read from follow by triggers, which nobody can forget,
-- and are committed with them.
CREATE FUNCTION list_guarantee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO guarantee_search VALUES (NEW.id, NEW.contractor_id, search_document(NEW.id));
    RETURN NULL;
  END IF;
  IF (NEW.branch_id, NEW.authority_id) IS DISTINCT FROM (OLD.branch_id, OLD.authority_id) THEN
    UPDATE guarantee_listing SET branch_id = NEW.branch_id, authority_id = NEW.authority_id WHERE guarantee_id = NEW.id;
  END IF;
  IF (NEW.guarantee_number, NEW.authority_id) IS DISTINCT FROM (OLD.guarantee_number, OLD.authority_id) THEN
    UPDATE guarantee_search SET document = search_document(NEW.id) WHERE guarantee_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER list_guarantee AFTER INSERT OR UPDATE OF guarantee_number, branch_id, authority_id ON guarantee
  FOR EACH ROW EXECUTE FUNCTION list_guarantee();

CREATE FUNCTION list_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO guarantee_listing (guarantee_id, position, contractor_id, branch_id, authority_id, product, form, applied_at,
    revision, stage, stage_since, amount_yen)
  SELECT id, position, contractor_id, branch_id, authority_id, product, form, created_at,
    NEW.number, NEW.stage, NEW.stage_since, NEW.amount_yen
  FROM guarantee WHERE id = NEW.guarantee_id
  ON CONFLICT (guarantee_id) DO UPDATE SET
    revision = NEW.number, stage = NEW.stage, stage_since = NEW.stage_since, amount_yen = NEW.amount_yen
  WHERE guarantee_listing.revision <= NEW.number;
  RETURN NULL;
END $$;

CREATE TRIGGER list_revision AFTER INSERT OR UPDATE OF stage, stage_since, amount_yen ON revision
  FOR EACH ROW EXECUTE FUNCTION list_revision();

CREATE FUNCTION list_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Whoever waited here sees in the next statement what the one before has committed.
  PERFORM 1 FROM guarantee_listing WHERE guarantee_id = NEW.guarantee_id FOR UPDATE;
  UPDATE guarantee_listing SET causes = ARRAY(
    SELECT DISTINCT fingerprint FROM incident WHERE guarantee_id = NEW.guarantee_id AND closed_at IS NULL
  ) WHERE guarantee_id = NEW.guarantee_id;
  RETURN NULL;
END $$;

CREATE TRIGGER list_incident AFTER INSERT OR UPDATE OF fingerprint, closed_at ON incident
  FOR EACH ROW EXECUTE FUNCTION list_incident();

CREATE FUNCTION search_contract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.project_name, NEW.works_number, NEW.joint_venture_name, NEW.beneficiary_title)
    IS DISTINCT FROM (OLD.project_name, OLD.works_number, OLD.joint_venture_name, OLD.beneficiary_title) THEN
    UPDATE guarantee_search SET document = search_document(guarantee.id)
    FROM guarantee WHERE guarantee.construction_contract_id = NEW.id AND guarantee_search.guarantee_id = guarantee.id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER search_contract AFTER UPDATE OF project_name, works_number, joint_venture_name, beneficiary_title
  ON construction_contract FOR EACH ROW EXECUTE FUNCTION search_contract();

-- A new name of an authority or a contractor concerns very many documents: the sweeper writes them, a thousand at a time.
CREATE FUNCTION search_authority() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_stale SELECT guarantee_id FROM guarantee_listing WHERE authority_id = NEW.id ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER search_authority AFTER UPDATE OF name ON authority
  FOR EACH ROW WHEN (NEW.name <> OLD.name) EXECUTE FUNCTION search_authority();

CREATE FUNCTION search_contractor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_stale SELECT guarantee_id FROM guarantee_listing WHERE contractor_id = NEW.id ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER search_contractor AFTER UPDATE OF name ON contractor
  FOR EACH ROW WHEN (NEW.name <> OLD.name) EXECUTE FUNCTION search_contractor();

-- The rows of guarantees that have none yet, as the triggers would have written them.
CREATE FUNCTION list_all_guarantees() RETURNS void LANGUAGE sql AS $$
  INSERT INTO guarantee_listing (guarantee_id, position, contractor_id, branch_id, authority_id, product, form, applied_at,
    revision, stage, stage_since, amount_yen, causes)
  SELECT guarantee.id, guarantee.position, contractor_id, branch_id, authority_id, product, form, created_at,
    newest.number, newest.stage, newest.stage_since, newest.amount_yen,
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

-- What is there already, before the indexes are made, which is far quicker.
SELECT list_all_guarantees();

-- CreateIndex
CREATE UNIQUE INDEX "guarantee_listing_position_key" ON "guarantee_listing"("position");

-- CreateIndex
CREATE INDEX "guarantee_listing_applied_at_position_idx" ON "guarantee_listing"("applied_at", "position");

-- CreateIndex
CREATE INDEX "guarantee_listing_stage_since_position_idx" ON "guarantee_listing"("stage_since", "position");

-- CreateIndex
CREATE INDEX "guarantee_listing_amount_yen_position_idx" ON "guarantee_listing"("amount_yen", "position");

-- CreateIndex
CREATE INDEX "guarantee_listing_stage_applied_at_position_idx" ON "guarantee_listing"("stage", "applied_at", "position");

-- CreateIndex
CREATE INDEX "guarantee_listing_stage_stage_since_position_idx" ON "guarantee_listing"("stage", "stage_since", "position");

-- CreateIndex
CREATE INDEX "guarantee_listing_contractor_id_applied_at_position_idx" ON "guarantee_listing"("contractor_id", "applied_at", "position");

-- CreateIndex
CREATE INDEX "guarantee_listing_contractor_id_stage_position_idx" ON "guarantee_listing"("contractor_id", "stage", "position");

-- CreateIndex
CREATE INDEX "guarantee_listing_authority_id_applied_at_position_idx" ON "guarantee_listing"("authority_id", "applied_at", "position");

-- CreateIndex
CREATE INDEX "guarantee_listing_branch_id_applied_at_position_idx" ON "guarantee_listing"("branch_id", "applied_at", "position");

-- CreateIndex
CREATE INDEX "guarantee_search_contractor_id_idx" ON "guarantee_search"("contractor_id");

-- CreateIndex
CREATE INDEX "guarantee_listing_due" ON "guarantee_listing"("due_on", "position") WHERE (due_on IS NOT NULL);

-- CreateIndex
CREATE INDEX "guarantee_listing_causes" ON "guarantee_listing" USING GIN ("causes") WHERE (causes <> '{}'::text[]);

-- Prisma knows no index on an expression, and leaves it alone.
CREATE INDEX guarantee_search_grams ON guarantee_search USING gin (search_grams(document));
