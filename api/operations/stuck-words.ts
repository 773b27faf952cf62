/** Words of what is stuck, for the staff's screens: states, what happened to an incident, and the circuit that it waits for. */

import type { CircuitState, Counterparty, OpenCircuit } from '../../domain/circuit.ts';
import { momentInJapan } from '../../domain/clock-times.ts';
import type { EntryKind } from '../../prisma/incident-entries.ts';
import type { IncidentState } from '../../prisma/incident-views.ts';
import type { Translate } from '../../web/translations.ts';

interface Worded {
  readonly mood: 'stuck' | 'moving' | 'done' | 'waiting' | 'waiting-for-you';
  readonly word: string;
}

/** The state of an incident: one that was open again after a retry says so. */
export function incidentWord(state: IncidentState, reopenings: number): Worded {
  const words: Record<IncidentState, Worded> = {
    open: { mood: 'stuck', word: reopenings > 0 ? '再実行しても停止' : '停止中' },
    retrying: { mood: 'moving', word: '再実行中' },
    fixed: { mood: 'done', word: '解消' },
    resolved: { mood: 'done', word: '行わずに終了' },
    'new-cause': { mood: 'waiting', word: '別の原因に変わりました' },
  };
  return words[state];
}

export const entryWords: Readonly<Record<EntryKind, string>> = {
  raised: '止まりました',
  retried: '再実行しました',
  'still-stuck': '同じ原因でまた止まりました',
  'new-cause': '別の原因で止まったため閉じました',
  fixed: '解消しました',
  resolved: '行わずに進めました',
  corrected: 'あて先を変えて再実行しました',
  taken: '担当者になりました',
  left: '担当者を外しました',
  comment: 'コメント',
};

export const circuitWords: Readonly<Record<CircuitState, Worded>> = {
  closed: { mood: 'done', word: '流れています' },
  open: { mood: 'stuck', word: '止めています' },
  'half-open': { mood: 'waiting-for-you', word: '試しています' },
  ramping: { mood: 'moving', word: '少しずつ戻しています' },
};

const shortTitles: Readonly<Record<Counterparty, string>> = {
  'd-sure': 'D-Sure',
  mail: 'メールサーバー',
  documents: '印刷',
  issuance: '発行の再開',
};

/** 「D-Sureを待っています（回路 10:42 自動で開きました）」, in the reader's language. */
export function waitingWords(t: Translate, { counterparty, state, since, byName }: OpenCircuit): string {
  const values = { what: t(shortTitles[counterparty]), at: momentInJapan(since).at, who: byName ?? '' };
  if (state !== 'open') return t('{what}を待っています（回路 {at}から少しずつ戻しています）', values);
  return byName === null
    ? t('{what}を待っています（回路 {at} 自動で開きました）', values)
    : t('{what}を待っています（回路 {at} {who}さんが開きました）', values);
}

export function causeAddress(fingerprint: string): string {
  return `/incidents/causes/${encodeURIComponent(fingerprint)}`;
}
