/** Both READMEs tell every setting, with its default, as the code reads it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { settings } from '../config.ts';

const notGiven = { 'README.md': ['must be given', 'none', 'empty'], 'README.ja.md': ['必須', 'なし', '空'] } as const;

describe.each(['README.md', 'README.ja.md'] as const)('%s', (file) => {
  const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const [mustBeGiven, none, empty] = notGiven[file];

  test.each(Object.entries(settings.shape))('tells %s with its default', (name, schema) => {
    const unset = schema.safeParse(undefined);
    const fallback = unset.success
      ? unset.data === undefined
        ? none
        : String(unset.data) === ''
          ? empty
          : `\`${unset.data}\``
      : mustBeGiven;
    expect(text).toContain(`| \`${name}\` | ${fallback} | `);
  });

  test('tells no setting that config.ts does not read', () => {
    const [, own = ''] = text.split(/^### .*worker.*$/m);
    const [table = ''] = own.split(/^### /m);
    const told = [...table.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name);
    expect(told).toEqual(Object.keys(settings.shape));
  });

  test('tells every setting that D-Sure reads', () => {
    const source = readFileSync(new URL('../d-sure/config.ts', import.meta.url), 'utf8');
    for (const name of new Set(source.match(/\bD_SURE_[A-Z_]+/g))) expect(text).toContain(`| \`${name}\` | `);
  });

  test('names only places that exist', () => {
    for (const [, place = ''] of text.matchAll(/\]\((?!http)([^)]+)\)/g)) {
      expect(() => readFileSync(new URL(`../${place}`, import.meta.url))).not.toThrow(/ENOENT/);
    }
  });
});
