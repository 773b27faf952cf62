-- CreateTable
CREATE TABLE "unsealed_event" (
    "appended" BIGSERIAL NOT NULL,
    "event_id" UUID NOT NULL,

    CONSTRAINT "unsealed_event_pkey" PRIMARY KEY ("appended")
);

-- CreateTable
CREATE TABLE "sealed_event" (
    "position" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "guarantee_id" UUID NOT NULL,

    CONSTRAINT "sealed_event_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "sealed_batch" (
    "first_position" BIGINT NOT NULL,
    "last_position" BIGINT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sealed_batch_pkey" PRIMARY KEY ("last_position")
);

-- CreateIndex
CREATE UNIQUE INDEX "sealed_event_event_id_key" ON "sealed_event"("event_id");

-- Every event that is appended waits for its seal: the trigger cannot be forgotten, and the row is committed with its event.
CREATE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unsealed_event (event_id) SELECT id FROM appended ORDER BY guarantee_id, sequence;
  RETURN NULL;
END $$;

CREATE TRIGGER await_seal AFTER INSERT ON event
  REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION await_seal();

-- The events of before the sealer are sealed as well, in the order in which they happened.
INSERT INTO unsealed_event (event_id) SELECT id FROM event ORDER BY occurred_at, guarantee_id, sequence;
