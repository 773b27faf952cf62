-- Files of registers that somebody looks through.
-- CreateTable
CREATE TABLE "register_file" (
    "id" UUID NOT NULL,
    "register" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "cells" JSONB NOT NULL,
    "by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "register_file_pkey" PRIMARY KEY ("id")
);

