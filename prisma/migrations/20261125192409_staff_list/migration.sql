-- What is never due comes last: index of the order by deadline. Prisma knows no index on an expression.
CREATE INDEX guarantee_listing_by_due
  ON guarantee_listing ((coalesce(due_on - DATE '2000-01-01', 2147483647)), position);

-- Authorities and contractors by a part of their name.
CREATE INDEX authority_name_grams ON authority USING gin (search_grams(search_key(name)));
CREATE INDEX contractor_name_grams ON contractor USING gin (search_grams(search_key(name)));
