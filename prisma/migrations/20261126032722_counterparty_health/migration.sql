-- Each counterparty as the worker last asked it: whether it answers is known before a case has to try.
CREATE TABLE "counterparty_health" (
    "name" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "latency_ms" INTEGER,
    "failing_since" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "counterparty_health_pkey" PRIMARY KEY ("name")
);
INSERT INTO "counterparty_health" ("name", "next_at") VALUES ('d-sure', now()), ('smtp', now()), ('documents', now()), ('temporal', now()), ('database', now());
