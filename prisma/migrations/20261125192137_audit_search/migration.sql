-- The audit log is searched by kind, and by how a subject begins.
CREATE INDEX "event_kind_occurred_at_id_idx" ON "event"("kind", "occurred_at", "id");
CREATE INDEX "event_subject_prefix" ON "event"(lower("subject") text_pattern_ops);
