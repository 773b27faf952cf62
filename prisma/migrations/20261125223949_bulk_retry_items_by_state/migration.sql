-- The next ones to send and how many stand where, of a bulk retry of any size.
CREATE INDEX "bulk_retry_item_bulk_retry_id_state_place_idx" ON "bulk_retry_item"("bulk_retry_id", "state", "place");
