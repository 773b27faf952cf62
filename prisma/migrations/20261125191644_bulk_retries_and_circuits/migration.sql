-- CreateTable
CREATE TABLE "bulk_retry" (
    "id" UUID NOT NULL,
    "selection" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "per_minute" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "next_batch_at" TIMESTAMPTZ(3),
    "previewed_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "run_started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_retry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_retry_item" (
    "bulk_retry_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "misses_today" BOOLEAN NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "command_id" UUID,
    "sent_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "new_incident_id" UUID,

    CONSTRAINT "bulk_retry_item_pkey" PRIMARY KEY ("bulk_retry_id","incident_id")
);

-- CreateTable
CREATE TABLE "circuit" (
    "counterparty" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'closed',
    "reason" TEXT,
    "by_id" UUID,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "per_second" DOUBLE PRECISION,
    "applied_per_second" DOUBLE PRECISION,
    "applied_at" TIMESTAMPTZ(3),
    "next_step_at" TIMESTAMPTZ(3),
    "automatic" BOOLEAN NOT NULL DEFAULT true,
    "failure_percent" INTEGER NOT NULL DEFAULT 50,
    "least_tries" INTEGER NOT NULL DEFAULT 10,
    "window_seconds" INTEGER NOT NULL DEFAULT 60,
    "open_seconds" INTEGER NOT NULL DEFAULT 15,
    "probe_every_seconds" INTEGER NOT NULL DEFAULT 5,
    "probe_successes" INTEGER NOT NULL DEFAULT 2,
    "ramp_from_per_second" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "ramp_every_seconds" INTEGER NOT NULL DEFAULT 5,
    "ramp_until_per_second" DOUBLE PRECISION NOT NULL DEFAULT 32,

    CONSTRAINT "circuit_pkey" PRIMARY KEY ("counterparty")
);

-- CreateTable
CREATE TABLE "circuit_count" (
    "counterparty" TEXT NOT NULL,
    "second" TIMESTAMPTZ(0) NOT NULL,
    "tries" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,

    CONSTRAINT "circuit_count_pkey" PRIMARY KEY ("counterparty","second")
);

-- CreateIndex
CREATE INDEX "bulk_retry_state_previewed_at_idx" ON "bulk_retry"("state", "previewed_at");

-- CreateIndex
CREATE INDEX "bulk_retry_item_incident_id_idx" ON "bulk_retry_item"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "bulk_retry_item_bulk_retry_id_place_key" ON "bulk_retry_item"("bulk_retry_id", "place");

-- CreateIndex
CREATE INDEX "open_incident_by_cause" ON "incident"("fingerprint") WHERE (closed_at IS NULL);

-- AddForeignKey
ALTER TABLE "bulk_retry" ADD CONSTRAINT "bulk_retry_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_retry_item" ADD CONSTRAINT "bulk_retry_item_bulk_retry_id_fkey" FOREIGN KEY ("bulk_retry_id") REFERENCES "bulk_retry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_retry_item" ADD CONSTRAINT "bulk_retry_item_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "circuit" ADD CONSTRAINT "circuit_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The four counterparties, with the settings of the schema: register data from here on.
INSERT INTO "circuit" ("counterparty", "since") VALUES ('d-sure', now()), ('mail', now()), ('documents', now()), ('issuance', now());
