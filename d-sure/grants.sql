-- What the D-Sure process may do. Facts (revisions, views, responses) are only ever added to.
GRANT USAGE ON SCHEMA public TO d_sure_service;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO d_sure_service;
GRANT INSERT ON revision, view, response TO d_sure_service;
GRANT INSERT ON guarantee TO d_sure_service;
GRANT UPDATE (key_verifier, key_salt, key_set_at) ON guarantee TO d_sure_service;
GRANT UPDATE (last_response) ON surety TO d_sure_service;
GRANT INSERT, UPDATE, DELETE ON session, verification, rate_limit, tries, "grant" TO d_sure_service;
REVOKE ALL ON _prisma_migrations FROM d_sure_service;
