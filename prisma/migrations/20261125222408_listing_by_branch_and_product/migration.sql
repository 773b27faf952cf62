-- The staff of one branch, and whoever narrows to one, walk each order among its guarantees alone.
CREATE INDEX "guarantee_listing_branch_id_stage_since_position_idx" ON "guarantee_listing"("branch_id", "stage_since", "position");
CREATE INDEX "guarantee_listing_branch_id_amount_yen_position_idx" ON "guarantee_listing"("branch_id", "amount_yen", "position");
CREATE INDEX guarantee_listing_branch_by_due
  ON guarantee_listing (branch_id, (coalesce(due_on - DATE '2000-01-01', 2147483647)), position);

-- Of a rare product or form a branch has too few for a walk along an order, and too many others to be read for them.
CREATE INDEX "guarantee_listing_branch_id_product_form_idx" ON "guarantee_listing"("branch_id", "product", "form");
