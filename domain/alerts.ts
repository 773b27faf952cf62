/** What our own people are told of without looking: changes, once each, never a case by itself. */
import { causeOf } from './causes.ts';
import { type Counterparty, counterpartyTitles } from './circuit.ts';
import { type Sentence, said } from './sentences.ts';
import { type Step, stepNames } from './steps.ts';
import { type FindingKind, findingWords } from './sweeping.ts';

/** What somebody may want to be told of; each has its rule in the register. */
export const alertGroups = ['causes', 'circuits', 'misses', 'findings'] as const;
export type AlertGroup = (typeof alertGroups)[number];

export const alertGroupTitles: Readonly<Record<AlertGroup, string>> = {
  causes: '停止の原因が増えたとき',
  circuits: '回路が開いた・閉じたとき',
  misses: '本日中に発行できないおそれがあるとき',
  findings: '見回りで見つかったとき',
};

/** What each kind's words are filled with. */
export interface AlertValues {
  readonly 'cause-grows': {
    readonly fingerprint: string;
    readonly step: Step;
    readonly errorName: string;
    readonly count: number;
    readonly amountYen: number;
  };
  readonly 'circuit-opens': { readonly counterparty: Counterparty; readonly reason: string };
  readonly 'circuit-closes': { readonly counterparty: Counterparty; readonly reason: string };
  readonly 'misses-before-close': Misses;
  readonly 'misses-before-midnight': Misses;
  readonly 'findings-grow': { readonly finding: FindingKind; readonly count: number };
}

export interface Misses {
  readonly branchName: string;
  readonly count: number;
  readonly amountYen: number;
}

export type AlertKind = keyof AlertValues;

const groups: Readonly<Record<AlertKind, AlertGroup>> = {
  'cause-grows': 'causes',
  'circuit-opens': 'circuits',
  'circuit-closes': 'circuits',
  'misses-before-close': 'misses',
  'misses-before-midnight': 'misses',
  'findings-grow': 'findings',
};
export const alertKinds = Object.keys(groups) as AlertKind[];

export function alertGroupOf(kind: AlertKind): AlertGroup {
  return groups[kind];
}

/** The threshold that so many have reached: 0 where there are none, 1, then ×growth again and again. */
export function levelOf(count: number, growth: number): number {
  if (count < 1) return 0;
  if (growth < 2) return 1;
  let level = 1;
  while (level * growth <= count) level *= growth;
  return level;
}

export interface AlertWords {
  readonly title: Sentence;
  /** What happened, and what to do. */
  readonly lines: readonly Sentence[];
  /** Where it is seen in Operations. */
  readonly path: string;
}

type Tell<Kind extends AlertKind> = (values: AlertValues[Kind]) => AlertWords;

const tellings: { readonly [Kind in AlertKind]: Tell<Kind> } = {
  'cause-grows': ({ fingerprint, step, errorName, count, amountYen }) => {
    const { happened, toDo } = causeOf(step, errorName);
    return {
      title: said('{step}が止まっています（{count}件）', { step: stepNames[step], count }),
      lines: [said(happened), said(toDo), moneyAtRisk(amountYen)],
      path: `/incidents/causes/${encodeURIComponent(fingerprint)}`,
    };
  },
  'circuit-opens': ({ counterparty, reason }) => ({
    title: said('回路を止めました：{counterparty}', { counterparty: counterpartyTitles[counterparty] }),
    lines: [said('{reason}', { reason }), said('待っている処理は試行回数を使いません。')],
    path: '/circuits',
  }),
  'circuit-closes': ({ counterparty, reason }) => ({
    title: said('回路が元に戻りました：{counterparty}', { counterparty: counterpartyTitles[counterparty] }),
    lines: [said('{reason}', { reason })],
    path: '/circuits',
  }),
  'misses-before-close': (misses) =>
    missed('まもなく営業終了です。本日中に発行できないおそれ：{branch} {count}件', misses),
  'misses-before-midnight': (misses) =>
    missed('まもなく日付が変わります。本日中に発行できないおそれ：{branch} {count}件', misses),
  'findings-grow': ({ finding, count }) => ({
    title: said('見回りで見つかりました（{count}件）', { count }),
    lines: [said(findingWords[finding].happened), said(findingWords[finding].toDo)],
    path: '/sweeps',
  }),
};

function missed(text: string, { branchName, count, amountYen }: Misses): AlertWords {
  return {
    title: said(text, { branch: branchName, count }),
    lines: [said('到着が翌日になると、証書の発行日が変わります。停止を先に解いてください。'), moneyAtRisk(amountYen)],
    path: '/incidents',
  };
}

function moneyAtRisk(amountYen: number): Sentence {
  return said('保証金額の合計：{amount}円', { amount: amountYen.toLocaleString('ja-JP') });
}

/** An alert in words. */
export function alertWords<Kind extends AlertKind>(kind: Kind, values: AlertValues[Kind]): AlertWords {
  return tellings[kind](values);
}
