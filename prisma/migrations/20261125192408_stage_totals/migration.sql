-- CreateTable
CREATE TABLE "stage_step" (
    "id" BIGSERIAL NOT NULL,
    "branch_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "guarantees" INTEGER NOT NULL,
    "amount_yen" BIGINT NOT NULL,
    "entered" INTEGER NOT NULL,
    "hour_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stage_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stage_total" (
    "branch_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "guarantees" INTEGER NOT NULL,
    "amount_yen" BIGINT NOT NULL,

    CONSTRAINT "stage_total_pkey" PRIMARY KEY ("branch_id","stage")
);

-- CreateTable
CREATE TABLE "stage_flow" (
    "hour_at" TIMESTAMPTZ(3) NOT NULL,
    "branch_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "entered" INTEGER NOT NULL,

    CONSTRAINT "stage_flow_pkey" PRIMARY KEY ("hour_at","branch_id","stage")
);

-- Each move is a row of its own, committed with the move: no two cases wait for each other's counter.
CREATE FUNCTION step_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.branch_id, NEW.stage, NEW.amount_yen) IS NOT DISTINCT FROM (OLD.branch_id, OLD.stage, OLD.amount_yen) THEN
      RETURN NULL;
    END IF;
    INSERT INTO stage_step (branch_id, stage, guarantees, amount_yen, entered, hour_at)
    VALUES (OLD.branch_id, OLD.stage, -1, -OLD.amount_yen, 0, date_trunc('hour', NEW.stage_since));
  END IF;
  INSERT INTO stage_step (branch_id, stage, guarantees, amount_yen, entered, hour_at)
  VALUES (NEW.branch_id, NEW.stage, 1, NEW.amount_yen,
    CASE WHEN TG_OP = 'INSERT' OR NEW.stage <> OLD.stage THEN 1 ELSE 0 END, date_trunc('hour', NEW.stage_since));
  RETURN NULL;
END $$;

CREATE TRIGGER step_stage AFTER INSERT OR UPDATE OF branch_id, stage, amount_yen ON guarantee_listing
  FOR EACH ROW EXECUTE FUNCTION step_stage();

-- The sums of what is there, counted anew.
CREATE FUNCTION total_all_stages() RETURNS void LANGUAGE sql AS $$
  DELETE FROM stage_step;
  DELETE FROM stage_total;
  INSERT INTO stage_total
  SELECT branch_id, stage, count(*), sum(amount_yen) FROM guarantee_listing GROUP BY branch_id, stage
$$;

SELECT total_all_stages();
