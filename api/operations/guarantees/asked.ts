/** What the address of the staff's list asks for: the search, its fields as typed, and each condition as a chip that takes it off. */
import type { Day } from '../../../domain/dates.ts';
import { dueTodayKinds, dueTodayTitles } from '../../../domain/due-today.ts';
import { formNames, forms, products } from '../../../domain/product.ts';
import { refusalSentences } from '../../../domain/refusals.ts';
import { type Party, type Stage, stageNames, stages } from '../../../domain/stages.ts';
import { type ListSearch, listSorts } from '../../../prisma/listed-guarantees.ts';
import { areTooManyWords } from '../../../prisma/words.ts';
import { productNames } from '../../net-desk/stage-words.ts';
import {
  addressWith,
  chosen,
  isReadInPart,
  type Query,
  said,
  type Typed,
  typedDay,
  typedYen,
} from '../../portal/list-address.ts';
import { stageWords } from '../stage-words.ts';

export const path = '/guarantees';

export const sortTitles: Record<(typeof listSorts)[number], string> = {
  newest: '申込の新しい順',
  oldest: '申込の古い順',
  waiting: '長く止まっている順',
  moved: '動きのあった順',
  amount: '保証金額の大きい順',
  due: '期限の近い順',
};

const parties: Record<Exclude<Party, 'nobody'>, string> = {
  reviewer: '審査担当者',
  'second-approver': '承認者',
  contractor: '受注者',
  staff: '支店',
  service: 'サービス',
};
const partyNames = Object.keys(parties) as Exclude<Party, 'nobody'>[];
const stuckTitles = { yes: '止まっているもの', no: '止まっていないもの' } as const;

export interface Branch {
  readonly id: string;
  readonly name: string;
}

/** `branches` are those of the register. What cannot be read is told beside its field, and asks for nothing. */
export function asked(query: Query, branches: readonly Branch[], today: Day) {
  const text = (name: string, longest?: number) => said(query, name, longest);
  const stage = chosen(query, 'stage', stageNames);
  const waits = chosen(query, 'waits', partyNames);
  const stuck = chosen(query, 'stuck', ['yes', 'no'] as const);
  const product = chosen(query, 'product', products);
  const form = chosen(query, 'form', forms);
  const branch = branches.find(({ id }) => id === text('branch'));
  const kind = chosen(query, 'today', dueTodayKinds);
  const sort = chosen(query, 'sort', listSorts) ?? 'newest';
  const days = { from: typedDay(query, 'from'), to: typedDay(query, 'to'), due: typedDay(query, 'due') };
  const yen = { min: typedYen(query, 'min'), max: typedYen(query, 'max') };
  const search: ListSearch = {
    words: text('q'),
    stages: stagesFor(stage, waits),
    product,
    form,
    authority: text('authority'),
    contractor: text('contractor'),
    branchId: branch?.id,
    fromYen: yen.min.value,
    toYen: yen.max.value,
    fromOn: days.from.value,
    toOn: days.to.value,
    dueBy: days.due.value,
    dueToday: kind === undefined ? undefined : { kind, today },
    stuck: stuck === undefined ? undefined : stuck === 'yes',
    cause: text('cause', 200) || undefined,
    sort,
  };
  const values: Record<string, string> = {
    q: text('q'),
    stage: stage ?? '',
    waits: waits ?? '',
    stuck: stuck ?? '',
    product: product ?? '',
    form: form ?? '',
    authority: text('authority'),
    contractor: text('contractor'),
    branch: branch?.id ?? '',
    min: yen.min.typed,
    max: yen.max.typed,
    from: days.from.typed,
    to: days.to.typed,
    due: days.due.typed,
    today: kind ?? '',
    cause: text('cause', 200),
    sort: sort === 'newest' ? '' : sort,
  };
  const choice = (value: string | undefined, options: readonly { value: string; title: string }[]) => ({
    value: value ?? '',
    options,
  });
  const fields = {
    stage: choice(
      stage,
      stageNames.map((value) => ({ value, title: stageWords[value].word })),
    ),
    waits: choice(
      waits,
      partyNames.map((value) => ({ value, title: parties[value] })),
    ),
    stuck: choice(
      stuck,
      Object.entries(stuckTitles).map(([value, title]) => ({ value, title })),
    ),
    product: choice(
      product,
      products.map((value) => ({ value, title: productNames[value] })),
    ),
    form: choice(
      form,
      forms.map((value) => ({ value, title: formNames[value] })),
    ),
    branch: choice(
      branch?.id,
      branches.map(({ id, name }) => ({ value: id, title: name })),
    ),
    today: choice(
      kind,
      dueTodayKinds.map((value) => ({ value, title: dueTodayTitles[value] })),
    ),
    sort: choice(
      sort,
      listSorts.map((value) => ({ value, title: sortTitles[value] })),
    ),
    words: text('q'),
    authority: text('authority'),
    contractor: text('contractor'),
    cause: text('cause', 200),
    ...days,
    ...yen,
  };
  const errors = errorsOf(query, values, { ...days, ...yen });
  return {
    search,
    values,
    fields,
    chips: chipsOf(values, fields),
    errors,
    refusals: Object.entries(errors).map(([name, sentence]) => ({
      field: name === 'cause' ? 'list' : name,
      label: chipTitles[name],
      sentence,
    })),
  };
}

/** Of each condition that cannot be read, or not wholly, the sentence that says so: without it more would be found than was asked for. */
function errorsOf(
  query: Query,
  values: Readonly<Record<string, string>>,
  typed: Readonly<Record<string, Typed<unknown>>>,
): Record<string, string> {
  const inPart = refusalSentences['condition-must-be-readable'];
  const errors = Object.keys(chipTitles).flatMap((name) => {
    const read = values[name] ?? '';
    if (typeof typed[name]?.error === 'string') return [[name, typed[name].error]];
    return isReadInPart(query, name, read) || (name === 'q' && areTooManyWords(read)) ? [[name, inPart]] : [];
  });
  return Object.fromEntries(errors);
}

/** A stage that does not wait for the party is no stage: then nothing is found, and not everything. */
function stagesFor(stage: Stage | undefined, waits: Party | undefined): readonly Stage[] | undefined {
  if (waits === undefined) return stage === undefined ? undefined : [stage];
  const waiting = stageNames.filter((one) => stages[one].waitsFor === waits);
  return stage === undefined ? waiting : waiting.filter((one) => one === stage);
}

const chipTitles: Readonly<Record<string, string>> = {
  q: '言葉',
  stage: '段階',
  waits: '次に動く人',
  stuck: '停止の有無',
  product: '商品',
  form: '形式',
  authority: '発注者',
  contractor: '受注者',
  branch: '支店',
  min: '金額（以上）',
  max: '金額（以下）',
  from: '申込日（から）',
  to: '申込日（まで）',
  due: '期限（まで）',
  today: '今日の期限',
  cause: '原因',
};

/** Each with the address of the list without it. */
function chipsOf(values: Readonly<Record<string, string>>, fields: Readonly<Record<string, unknown>>) {
  return Object.entries(chipTitles).flatMap(([name, title]) => {
    const value = values[name] ?? '';
    if (value === '') return [];
    const { options = [] } = (fields[name] ?? {}) as { options?: readonly { value: string; title: string }[] };
    const chosenTitle = options.find((option) => option.value === value)?.title;
    const without = addressWith(path, { ...values, [name]: '' });
    return [{ title, value: chosenTitle === undefined ? value : null, chosenTitle, without }];
  });
}
