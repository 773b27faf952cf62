-- Changes of registers: at once or on their day, with the whole history kept.
-- CreateTable
CREATE TABLE "register_change" (
    "id" UUID NOT NULL,
    "register" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "applies_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "register_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "register_change_register_row_key_made_at_idx" ON "register_change"("register", "row_key", "made_at");

-- CreateIndex
CREATE INDEX "register_change_to_apply" ON "register_change"("applies_on") WHERE (state = 'planned'::text);

