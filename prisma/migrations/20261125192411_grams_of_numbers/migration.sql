-- Numbers are made of few signs, so that their pairs tell little: four neighbouring letters or digits are looked for as one.
CREATE OR REPLACE FUNCTION search_grams(document text) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  grams bigint[] := '{}';
  before bigint := 10;
  here bigint;
  run bigint := 0;
  signs integer := 0;
  letter text;
BEGIN
  FOREACH letter IN ARRAY string_to_array(document, NULL) LOOP
    here := ascii(letter);
    IF here <> 10 THEN
      grams := grams || here;
      IF before <> 10 THEN grams := grams || (before << 21 | here); END IF;
    END IF;
    IF here BETWEEN 48 AND 57 OR here BETWEEN 65 AND 90 THEN
      run := (run << 7 | here) & 268435455;
      signs := signs + 1;
      IF signs > 3 THEN grams := grams || (1::bigint << 50 | run); END IF;
    ELSE
      signs := 0;
    END IF;
    before := here;
  END LOOP;
  RETURN grams;
END $$;

-- What a document must hold to hold the word: of letters and digits their fours, of the rest the pairs, or its one character.
CREATE OR REPLACE FUNCTION search_word_grams(word text) RETURNS bigint[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN char_length(word) < 2 THEN search_grams(word) ELSE (
  SELECT array_agg(DISTINCT gram) FROM unnest(search_grams(word)) AS gram
  WHERE CASE WHEN word ~ '^[0-9A-Z]{4,}$' THEN gram >= 1::bigint << 50 ELSE gram >= 1 << 21 END
) END;

REINDEX INDEX guarantee_search_grams;
REINDEX INDEX authority_name_grams;
REINDEX INDEX contractor_name_grams;
