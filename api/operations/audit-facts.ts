/** What an event changed, field by field, in words: the table 変更前と変更後 of its page. */
import { bulkRetryStateTitles } from '../../domain/bulk-retry.ts';
import { circuitStateTitles } from '../../domain/circuit.ts';
import { readDay } from '../../domain/dates.ts';
import { roleNames } from '../../domain/event-roles.ts';
import { factLines } from '../../domain/event-words.ts';
import { factTitle } from '../../domain/fact-titles.ts';
import { registerNamed } from '../../domain/registers/all.ts';
import type { RegisterRow } from '../../domain/registers/register.ts';
import { reviewCheckTitles } from '../../domain/review-checks.ts';
import type { Stage } from '../../domain/stages.ts';
import type { Database } from '../../prisma/database.ts';
import { factNames } from '../../prisma/fact-names.ts';
import { referenceNames } from '../../prisma/register-rows.ts';
import { fileNames } from '../documents.ts';
import { labelOf } from '../net-desk/drafts/labels.ts';
import { productNames } from '../net-desk/stage-words.ts';
import { depositStateTitles } from './fees/deposit-shown.ts';
import { meansNames } from './fees/fee-words.ts';
import { channelWords, mailWords } from './guarantees/shown-case.ts';
import { differences } from './registers/differences.ts';
import { stageWords } from './stage-words.ts';

interface Fact {
  readonly name: string;
  readonly value: string;
}
/** One of them is set: a word of ours, a day, yen, an instant, or the text as it stands there. */
interface ShownValue {
  readonly word?: string;
  readonly on?: string;
  readonly amount?: number;
  readonly at?: Date;
  readonly text?: string;
}
interface ShownFact {
  readonly title: string;
  readonly before: ShownValue | null;
  readonly after: ShownValue | null;
}
interface Changed {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/** `subject`: what the act is about; null: a guarantee. Of a register's row, what changed. */
export async function shownFacts(
  db: Database,
  subject: string | null,
  changed: Changed,
): Promise<readonly ShownFact[]> {
  const [area = '', register = ''] = subject?.split('/') ?? ['guarantee'];
  const found = area === 'register' ? registerNamed(register) : null;
  if (found !== null) {
    const rowOf = (row: Changed['before']) => (Object.keys(row).length === 0 ? null : (row as RegisterRow));
    const [before, after] = [rowOf(changed.before), rowOf(changed.after)];
    if (before === null && after === null) return [];
    return differences(found, before, after, await referenceNames(db, found))
      .filter(({ isChanged }) => isChanged)
      .map(({ title, ...values }) => ({ title, before: worded(values.before), after: worded(values.after) }));
  }
  const facts = { before: factLines(changed.before), after: factLines(changed.after) };
  const names = await namesIn(db, [...facts.before, ...facts.after]);
  const valueIn = (among: readonly Fact[], name: string) => {
    const value = among.find((fact) => fact.name === name)?.value;
    return value === undefined || value === '―' ? null : shown(area, name, value, names);
  };
  return [...new Set([...facts.before, ...facts.after].map(({ name }) => name))].map((name) => ({
    title: titleOf(name),
    before: valueIn(facts.before, name),
    after: valueIn(facts.after, name),
  }));
}

function worded(words: string): ShownValue | null {
  return words === '' ? null : { word: words };
}

/** Fields of an application by the words of its form; what has no name is called as the log keeps it. */
export function titleOf(path: string): string {
  const [section = ''] = path.split('.');
  const ofForm = section === 'guarantee' ? `prepayment.${lastOf(path)}` : `${section}.${lastOf(path)}`;
  return factTitle(path) ?? labelOf(ofForm).label ?? factTitle(lastOf(path)) ?? path;
}

const peopleFields = ['onBehalfOf', 'heldById', 'approverId', 'delegateId'];

function namesIn(db: Database, facts: readonly Fact[]) {
  const of = (...fields: readonly string[]) =>
    facts.filter(({ name }) => fields.includes(lastOf(name))).map(({ value }) => value);
  return factNames(db, {
    people: of(...peopleFields),
    contractors: of('contractorId'),
    branches: of('branchId', 'branch'),
    authorities: of('authorityId'),
    departments: of('departmentId'),
  });
}

function lastOf(path: string): string {
  return (
    path
      .replace(/\.\d+$/, '')
      .split('.')
      .at(-1) ?? path
  );
}

function shown(area: string, path: string, value: string, names: ReadonlyMap<string, string>): ShownValue {
  const field = lastOf(path);
  const named = names.get(value);
  if (named !== undefined) return { text: named };
  const word = field === 'field' ? titleOf(value) : wordOf(area, field, value); // a remark is beside a field
  if (word !== null) return { word };
  if (/Yen$/.test(field) && /^-?\d+$/.test(value)) return { amount: Number(value) };
  if (/On$/.test(field) && readDay(value) !== null) return { on: value };
  if (/(?:At|^at)$/.test(field) && !Number.isNaN(Date.parse(value))) return { at: new Date(value) };
  return { text: value };
}

function wordOf(area: string, field: string, value: string): string | null {
  if (value === 'true') return 'はい';
  if (value === 'false') return 'いいえ';
  const words = field === 'state' ? stateWords[area] : wordsOf[field];
  return words !== undefined && Object.hasOwn(words, value) ? (words[value] as string) : null;
}

const stateWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  circuit: circuitStateTitles,
  'bulk-retry': bulkRetryStateTitles,
  'bank-file': depositStateTitles,
  guarantee: { fixed: '解消', resolved: '行わずに終了', 'new-cause': '別の原因に変わりました' },
};

const wordsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  stage: Object.fromEntries(Object.entries(stageWords).map(([stage, { word }]) => [stage as Stage, word])),
  role: roleNames,
  channel: { ...channelWords, unknown: '発注者の受領により提出済み' },
  mailKind: mailWords,
  files: fileNames,
  passedStops: reviewCheckTitles,
  means: meansNames,
  paidAs: meansNames,
  method: { post: '郵送', branch: '窓口で交付' },
  product: productNames,
  side: { contractor: '受注者', surety: '保証事業会社' },
  dropped: {
    overtaken: 'ほかの提出か新しい履歴が先になった',
    'register-changed': '登録簿の提出先が変わった',
    'given-up': '担当者が取りやめた',
  },
};
