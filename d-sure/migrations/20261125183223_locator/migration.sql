-- CreateTable
CREATE TABLE "locator" (
    "id" TEXT NOT NULL,
    "authority_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "sealed_password" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "insurer" TEXT NOT NULL,
    "project_name" TEXT NOT NULL,
    "contractor" TEXT NOT NULL,
    "amount_yen" BIGINT,
    "memo" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'unconfirmed',
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "locator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "locator_view" (
    "id" TEXT NOT NULL,
    "locator_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "viewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "locator_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "locator_change" (
    "id" TEXT NOT NULL,
    "locator_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "locator_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "locator_authority_id_url_idx" ON "locator"("authority_id", "url");

-- CreateIndex
CREATE INDEX "locator_view_locator_id_viewed_at_idx" ON "locator_view"("locator_id", "viewed_at");

-- CreateIndex
CREATE INDEX "locator_change_locator_id_at_idx" ON "locator_change"("locator_id", "at");

-- AddForeignKey
ALTER TABLE "locator" ADD CONSTRAINT "locator_authority_id_fkey" FOREIGN KEY ("authority_id") REFERENCES "authority"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "locator_view" ADD CONSTRAINT "locator_view_locator_id_fkey" FOREIGN KEY ("locator_id") REFERENCES "locator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "locator_view" ADD CONSTRAINT "locator_view_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "authority_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "locator_change" ADD CONSTRAINT "locator_change_locator_id_fkey" FOREIGN KEY ("locator_id") REFERENCES "locator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "locator_change" ADD CONSTRAINT "locator_change_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "authority_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
