-- Of some 30,000 bank branches a file of applications names a few: they are found by what their key begins with.
CREATE INDEX bank_branch_by_name ON bank_branch (search_key COLLATE "C");
