/** The web fonts' pieces as they lie in the checkout. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { convert } from 'fontverter';
import { unicodeRange } from '../../bin/font-pieces/cut.ts';
import { charactersIn } from '../../bin/font-pieces/font-files.ts';
import { interfaceCharacters } from '../../bin/font-pieces/interface-characters.ts';
import { openAssets } from '../../web/assets.ts';
import { fontStylesheet } from '../../web/fonts.ts';

const folder = join(import.meta.dirname, '../../web/fonts');
const pieces = JSON.parse(readFileSync(join(folder, 'pieces.json'), 'utf8')) as {
  file: string;
  weight: 400 | 700;
  unicodeRange: string;
}[];
const charactersOf = async (file: string) => charactersIn(await convert(readFileSync(join(folder, file)), 'truetype'));

test('each piece holds the characters that its range promises', async () => {
  expect(pieces.length).toBeGreaterThan(2);
  for (const { file, unicodeRange: promised } of pieces) {
    expect(`${file} ${unicodeRange([...(await charactersOf(file))])}`).toBe(`${file} ${promised}`);
  }
});

test('most characters of our own texts by far stand in our own pieces: where this fails, run bin/fonts', async () => {
  const characters = interfaceCharacters();
  for (const weight of [400, 700]) {
    const held = new Set<string>();
    for (const piece of pieces.filter((each) => each.weight === weight)) {
      for (const character of await charactersOf(piece.file)) held.add(character);
    }
    const lacking = characters.filter((each) => !held.has(each));
    expect(`${weight}: ${lacking.length < characters.length / 8 ? 'few' : lacking.join('')}`).toBe(`${weight}: few`);
  }
});

test('the first pieces of both weights are small', () => {
  const sizes = [400, 700].map((weight) => {
    const first = pieces.find((each) => each.weight === weight)?.file ?? '';
    return readFileSync(join(folder, first)).length;
  });
  expect(sizes[0]).toBeLessThan(45_000);
  expect(sizes[1]).toBeLessThan(35_000);
});

test('our own pieces come last in the stylesheet, where browsers look first, at addresses that name their bytes', () => {
  const assets = openAssets();
  const rules = fontStylesheet(assets.address).split('@font-face').slice(1);
  const own = rules.slice(-pieces.length);
  expect(own.every((rule) => /url\(\/assets\/[\w-]{16}\/noto-sans-jp-own-/.test(rule))).toBe(true);
  expect(rules.every((rule) => rule.includes('font-display: swap'))).toBe(true);
  expect(rules.length).toBeGreaterThan(pieces.length + 200);
});

test('the licence lies beside the fonts that were cut under it', () => {
  expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toContain('SIL OPEN FONT LICENSE Version 1.1');
});
