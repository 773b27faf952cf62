/** Words in two languages: what a template says in Japanese, English has too. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { refusalSentences } from '../../domain/refusals.ts';
import { englishTexts } from '../../web/translations.ts';
import { sentencesIn, textsOf, withoutNames } from '../support/sentences-in-code.ts';

/** Words for Japanese readers whatever their screen says: the API's own description, files to be filled in, papers, samples. */
const japaneseAlone =
  /^(?:api\/v1\/|api\/net-desk\/bulk\/template|domain\/(?:bulk-columns|submission-set|sending|sample-\w+)\.ts|prisma\/sample-)/;
const root = join(import.meta.dirname, '../..');
const english = englishTexts();
const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

test('every Japanese text in a template of the blocks and of the portals has its English', () => {
  expect(
    templates().flatMap(([path, source]) =>
      textsSaid(source)
        .filter((text) => !Object.hasOwn(english, text))
        .map((text) => `${path}: ${text}`),
    ),
  ).toEqual([]);
});

test('no template says Japanese past the translation', () => {
  expect(
    templates().flatMap(([path, source]) => textsPastTranslation(source).map((text) => `${path}: ${text}`)),
  ).toEqual([]);
});

test('every sentence of a refusal has its English', () => {
  expect(Object.entries(refusalSentences).filter(([, sentence]) => !Object.hasOwn(english, sentence))).toEqual([]);
});

test('every sentence that the rules, the pages or the tables say has its English, whatever is filled in', () => {
  const known = new Set(Object.keys(english).map(withoutNames));
  const said = sentencesIn(['domain', 'api', 'prisma', 'd-sure', 'web']).filter(
    ({ path }) => !japaneseAlone.test(path),
  );
  expect(said.length).toBeGreaterThan(200);
  expect(said.filter(({ pattern }) => !known.has(pattern))).toEqual([]);
});

test('a sentence in code is found, with what is filled in', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that is read
  expect(textsOf("const a = `今日は${on}です。`; f('{name}様。', 1)")).toEqual(['今日は{}です。', '{name}様。']);
});

test('a text without English, and one past the translation, are found', () => {
  const source =
    '{{!-- 見本 --}}<p title="題">{{t "まだ訳のない文"}}</p>{{> blocks/empty sentence="空です"}}<b>素の文</b>';
  expect(textsSaid(source)).toEqual(['まだ訳のない文', '空です']);
  expect(textsPastTranslation(source)).toEqual(['題', '素の文']);
});

test('every page of prose stands in both languages, with that language’s own pictures, and the English is English', () => {
  const pages = (language: string) => readdirSync(join(root, prose, language)).sort();
  expect(pages('en')).toEqual(pages('ja'));
  for (const page of pages('en')) {
    const [ja, en] = ['ja', 'en'].map((language) => readFileSync(join(root, prose, language, page), 'utf8'));
    const picturesOf = (source = '') => [...source.matchAll(/file="([\w-]+)\.(\w+)\.webp"/g)];
    expect(picturesOf(en).map(([, name]) => name)).toEqual(picturesOf(ja).map(([, name]) => name));
    expect([picturesOf(ja), picturesOf(en)].map((all) => [...new Set(all.map(([, , language]) => language))])).toEqual(
      picturesOf(ja).length === 0 ? [[], []] : [['ja'], ['en']],
    );
    const marked = withoutComments(en ?? '').replace(/<span lang="ja">[^<]*<\/span>/g, '');
    expect(marked.split('\n').filter((line) => japanese.test(line))).toEqual([]);
  }
});

/** Whole pages of prose, one for each language: sentences that are written, not assembled. */
const prose = 'templates/net-desk/help';

/** The templates' paths and sources, prose left out. */
function templates(): [string, string][] {
  return ['web/blocks', 'templates/portal', 'templates/net-desk', 'templates/operations', 'd-sure/templates'].flatMap(
    (folder) =>
      readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((path) => !/^(?:ja|en)\//.test(relative(join(root, prose), path)))
        .map((path): [string, string] => [relative(root, path), readFileSync(path, 'utf8')]),
  );
}

/** The Japanese texts between quotes inside mustaches: arguments of `t` and of the blocks, which translate theirs. */
function textsSaid(source: string): string[] {
  const mustaches = withoutComments(source).match(/\{\{[^}]*(?:\}(?!\})[^}]*)*\}\}/g) ?? [];
  return mustaches
    .flatMap((mustache) => [...mustache.matchAll(/"([^"]*)"|'([^']*)'/g)].map((found) => found[1] ?? found[2] ?? ''))
    .filter((text) => japanese.test(text));
}

/** The Japanese that stands in the page itself, outside every mustache. A language's own name is marked as being in it. */
function textsPastTranslation(source: string): string[] {
  return withoutComments(source)
    .replace(/<a [^>]*\blang="ja"[^>]*>[^<]*<\/a>/g, '')
    .replace(/\{\{[^}]*(?:\}(?!\})[^}]*)*\}\}/g, '')
    .split(/[<>"\n]/)
    .map((text) => text.trim())
    .filter((text) => japanese.test(text));
}

function withoutComments(source: string): string {
  return source.replace(/\{\{!--.*?--\}\}|<!--.*?-->/gs, '');
}
