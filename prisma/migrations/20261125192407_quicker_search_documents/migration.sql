-- The keys stay what they were, letter by letter, so that documents and index stay as they are: a whole document goes
-- through the function at once, and the letters of hiragana are looked for only where there are any.
CREATE OR REPLACE FUNCTION search_key(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN words ~ '[ぁ-ゖ]' THEN translate(
  upper(regexp_replace(normalize(words, NFKC), '[^\S\n]|[‐‑‒–—―−-]', '', 'g')),
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ',
  'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ')
ELSE upper(regexp_replace(normalize(words, NFKC), '[^\S\n]|[‐‑‒–—―−-]', '', 'g')) END;

CREATE OR REPLACE FUNCTION search_document(of uuid) RETURNS text LANGUAGE sql STABLE STRICT AS $$
  SELECT search_key(concat_ws(E'\n', guarantee.guarantee_number, application.receipt_number, contract.project_name,
    contract.works_number, contract.joint_venture_name, contract.beneficiary_title, authority.name, contractor.name))
  FROM guarantee
  LEFT JOIN application ON application.id = guarantee.application_id
  LEFT JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
  LEFT JOIN authority ON authority.id = guarantee.authority_id
  LEFT JOIN contractor ON contractor.id = guarantee.contractor_id
  WHERE guarantee.id = of
$$;
