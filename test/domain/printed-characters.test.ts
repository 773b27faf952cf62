import { expect, test } from '@jest/globals';
import { printedRuns, unprinted } from '../../domain/printed-characters.ts';
import { pdfFonts } from '../../services/pdf-fonts.ts';
import { charactersOf, inLines } from '../support/font-characters.ts';

test('what can be printed is what the typefaces of the papers have, in each weight', () => {
  for (const weight of [400, 700]) {
    const faces = ['BIZ UDPMincho', 'Noto Serif JP'].map((family) =>
      pdfFonts().find((font) => font.family === family && font.weight === weight),
    );
    const have = new Set(faces.flatMap((face) => [...charactersOf(face?.file ?? '')]));
    expect(printedRuns).toEqual(inLines(have));
  }
});

test.each([
  '●●●●工事',
  '髙﨑德𠮷建設 株式会社',
  '葛\u{E0100}飾区',
  'か\u3099',
  '第①工区（〜№３）',
  "O'Brien & Söhne <B>",
  '1\u00a0m²',
])('%s can be printed', (text) => expect(unprinted(text)).toEqual([]));

test.each([
  ['橋😀補修🏗️', ['😀', '🏗️']],
  ['👩‍🔧', ['👩‍🔧']],
  ['مشروع', ['م', 'ش', 'ر', 'و', 'ع']],
  ['한국', ['한', '국']],
  ['橋\u200b梁', ['U+200B']],
  ['\u061c橋', ['U+061C']],
])('%s cannot: each sign once, as a person sees it, or by its number where nobody does', (text, signs) => {
  expect(unprinted(text)).toEqual(signs);
});
