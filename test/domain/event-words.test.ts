/** Every kind that is written into the log has its words, in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { responseKinds } from '../../domain/authority-response.ts';
import { circuitStates } from '../../domain/circuit.ts';
import { commandNames } from '../../domain/commands.ts';
import { doerOf, doerWords, partWords } from '../../domain/event-doers.ts';
import { roleNames } from '../../domain/event-roles.ts';
import { areaWords, eventWords, factLines, readEventWords } from '../../domain/event-words.ts';
import { allFactTitles } from '../../domain/fact-titles.ts';
import { englishTexts } from '../../web/translations.ts';

const tables = join(import.meta.dirname, '../../prisma');
/** Kinds of other things, in files that also write events. */
const otherKinds = [
  'asc',
  'certificate',
  'circuit-closes',
  'circuit-opens',
  'comment',
  'completion',
  'correction-asked',
  'key-notice',
  'new',
  'raised',
  'several-ways',
  'still-stuck',
  'submission',
  'unanswered',
];

test('what the tables write down has words', () => {
  const written = readdirSync(tables)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(tables, name), 'utf8'))
    .filter((source) => /from '\.\/(acts|events|case-acts|register-writes)\.ts'/.test(source))
    .flatMap((source) =>
      [...source.matchAll(/kind: '([a-z-]+)'|'(register-change[a-z-]*)'/g)].map(([, kind, other]) => kind ?? other),
    );
  const kinds = new Set(written.filter((kind) => !otherKinds.includes(kind ?? '') && !/must/.test(kind ?? '')));
  expect(kinds.size).toBeGreaterThan(15);
  expect([...kinds, ...commandNames].filter((kind) => !Object.hasOwn(eventWords, kind ?? ''))).toEqual([]);
  for (const state of circuitStates) expect(eventWords).toHaveProperty(`circuit-${state}`);
  for (const kind of responseKinds) expect(eventWords).toHaveProperty(`authority-${kind}`);
});

test('all words have their English', () => {
  const english = englishTexts();
  const words = [
    ...Object.values(eventWords),
    ...Object.values(areaWords),
    ...Object.values(roleNames),
    ...Object.values(doerWords),
    ...partWords,
    ...allFactTitles,
  ];
  expect(words.filter((word) => !Object.hasOwn(english, word))).toEqual([]);
});

test('the words of an event of a guarantee and of an act are read alike, and erased ones are empty', () => {
  const by = { roles: ['reviewer'], address: '192.0.2.1', apiKeyId: null };
  expect(readEventWords({ from: 'applied', to: 'returned', commandId: 'c', said: { reason: '金額' }, by })).toEqual({
    roles: ['reviewer'],
    address: '192.0.2.1',
    apiKeyId: null,
    reason: '金額',
    before: { stage: 'applied' },
    after: { stage: 'returned', commandId: 'c' },
  });
  expect(readEventWords({ by, before: { a: 1 }, after: { a: 2 }, reason: 'so' })).toMatchObject({
    before: { a: 1 },
    after: { a: 2 },
    reason: 'so',
  });
  for (const nothing of [null, undefined, 'text', [1]]) expect(readEventWords(nothing).after).toEqual({});
});

test('who did it: a person, the authority as the platform told it, or the service and the part that did it', () => {
  const told = (kind: string, actorName: string | null, content: unknown) => {
    const { name, word, through } = doerOf(kind, actorName, content);
    return `${name ?? word}${through === null ? '' : `/${through}`}`;
  };
  expect(told('approve', '承認 二郎', { by: { roles: ['approver'] } })).toBe('承認 二郎');
  expect(told('retry', '運用 三郎', { bulkRetryId: 'b' })).toBe('運用 三郎/一括再実行');
  expect(told('retry', '運用 三郎', {})).toBe('運用 三郎');
  expect(told('mail-sent', '受注 花子', { mailKind: 'submission' })).toBe('受注 花子/代行送信');
  expect(told('authority-opened', null, { by: '高根沢町 総務課' })).toBe('高根沢町 総務課/D-Sure');
  expect(told('recordSubmission', null, { said: { channel: 'unknown' } })).toBe('サービス/発注者の受領による');
  expect(told('issued', null, { digest: 'd' })).toBe('サービス');
  expect(told('run-rebuilt', null, {})).toBe('サービス/見回り');
  expect(told('circuit-open', null, {})).toBe('サービス/回路の自動切替');
  expect(told('circuit-open', '運用 三郎', {})).toBe('運用 三郎');
  // Erased by law: who it was is told no more, what it was is.
  expect([told('authority-opened', null, null), told('mail-sent', null, null)]).toEqual(['発注者/D-Sure', 'サービス']);
});

test('nested facts are lines of their own', () => {
  expect(factLines({ a: { b: 1, c: null }, d: ['x'] })).toEqual([
    { name: 'a.b', value: '1' },
    { name: 'a.c', value: '―' },
    { name: 'd.0', value: 'x' },
  ]);
});
