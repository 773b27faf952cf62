-- AlterTable
ALTER TABLE "surety" ADD COLUMN     "last_burst" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "burst" (
    "id" TEXT NOT NULL,
    "surety_id" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "guarantee_number" TEXT NOT NULL,
    "window_end_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "burst_pkey" PRIMARY KEY ("surety_id","sequence")
);

-- CreateIndex
CREATE UNIQUE INDEX "burst_id_key" ON "burst"("id");

-- CreateIndex
CREATE UNIQUE INDEX "burst_guarantee_number_window_end_at_key" ON "burst"("guarantee_number", "window_end_at");

-- AddForeignKey
ALTER TABLE "burst" ADD CONSTRAINT "burst_surety_id_fkey" FOREIGN KEY ("surety_id") REFERENCES "surety"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "burst" ADD CONSTRAINT "burst_guarantee_number_fkey" FOREIGN KEY ("guarantee_number") REFERENCES "guarantee"("number") ON DELETE RESTRICT ON UPDATE CASCADE;
