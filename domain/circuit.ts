/** The circuit of a counterparty: when it opens, how it is tried, how it is let through again. Pure; the tables apply it. */
import { momentInJapan } from './clock-times.ts';

export const counterpartyNames = ['d-sure', 'mail', 'documents', 'issuance'] as const;
export type Counterparty = (typeof counterpartyNames)[number];

export const circuitStates = ['closed', 'open', 'half-open', 'ramping'] as const;
export type CircuitState = (typeof circuitStates)[number];

/** The counterparties, as people call them. */
export const counterpartyTitles: Readonly<Record<Counterparty, string>> = {
  'd-sure': 'D-Sure（掲載）',
  mail: 'メール',
  documents: '印刷と書類の保管',
  issuance: '発行',
};

/** The states, as people call them. */
export const circuitStateTitles: Readonly<Record<CircuitState, string>> = {
  closed: '流れています',
  open: '止めています',
  'half-open': '試しています',
  ramping: '少しずつ戻しています',
};

/** What an activity fails with that was handed out although its circuit is open: nothing was done, and no try is spent. */
export const handedBack = 'CircuitIsOpen';

/** Register data: when it opens by itself, and how it comes back. */
export interface CircuitSettings {
  readonly automatic: boolean;
  readonly failurePercent: number;
  readonly leastTries: number;
  readonly windowSeconds: number;
  readonly openSeconds: number;
  readonly probeEverySeconds: number;
  readonly probeSuccesses: number;
  readonly rampFromPerSecond: number;
  readonly rampEverySeconds: number;
  readonly rampUntilPerSecond: number;
}

/** Where it stands. `perSecond` is what the queue lets through: 0 nothing, null everything. */
export interface Standing {
  readonly state: CircuitState;
  readonly perSecond: number | null;
  readonly since: Date;
  readonly nextStepAt: Date | null;
}

/** Tries since it stands so (closed: within the window as well), and those that the counterparty failed. */
export interface Results {
  readonly tries: number;
  readonly failures: number;
}

export interface Step extends Standing {
  readonly reason: string;
}

/** The step that it takes by itself now, or null where it stays as it is. Source: design, section 8. */
export function stepOf(standing: Standing, settings: CircuitSettings, results: Results, now: Date): Step | null {
  const { tries, failures } = results;
  switch (standing.state) {
    case 'closed':
      return mustOpen(settings, results) ? opened(settings, failureReason(settings), now) : null;
    case 'open':
      return isDue(standing, now) ? probing(settings, '自動で試し始めました。', now) : null;
    case 'half-open':
      if (failures > 0) return opened(settings, '試した処理が失敗したため、また止めました。', now);
      return tries >= settings.probeSuccesses
        ? ramping(settings, settings.rampFromPerSecond, '試した処理が成功したため、少しずつ戻しています。', now, now)
        : null;
    case 'ramping':
      if (failures > 0) return opened(settings, '戻している間に失敗したため、また止めました。', now);
      if (!isDue(standing, now)) return null;
      return rampedUp(standing, settings, now);
  }
}

/** Somebody opens it: it stays so until somebody closes it. */
export function openedByHand(reason: string, now: Date): Step {
  return { state: 'open', perSecond: 0, since: now, nextStepAt: null, reason };
}

/** Somebody closes it: it is tried first, then let through more and more. */
export function closedByHand(settings: CircuitSettings, reason: string, now: Date): Step {
  return probing(settings, reason, now);
}

function mustOpen({ automatic, leastTries, failurePercent }: CircuitSettings, { tries, failures }: Results): boolean {
  return automatic && tries >= leastTries && failures * 100 >= tries * failurePercent;
}

/** Without counts: it is read by staff of single branches, who are not told how much goes on at others. */
function failureReason({ windowSeconds, failurePercent }: CircuitSettings): string {
  return `直近${windowSeconds}秒の失敗が${failurePercent}%以上になったため、自動で止めました。`;
}

function opened({ openSeconds }: CircuitSettings, reason: string, now: Date): Step {
  return { state: 'open', perSecond: 0, since: now, nextStepAt: later(now, openSeconds), reason };
}

function probing({ probeEverySeconds }: CircuitSettings, reason: string, now: Date): Step {
  return { state: 'half-open', perSecond: 1 / probeEverySeconds, since: now, nextStepAt: null, reason };
}

function ramping(
  { rampEverySeconds }: CircuitSettings,
  perSecond: number,
  reason: string,
  since: Date,
  now: Date,
): Step {
  return { state: 'ramping', perSecond, since, nextStepAt: later(now, rampEverySeconds), reason };
}

function rampedUp({ perSecond, since }: Standing, settings: CircuitSettings, now: Date): Step {
  const next = (perSecond ?? settings.rampFromPerSecond) * 2;
  const reason = '成功が続いているため、少しずつ戻しています。';
  if (next < settings.rampUntilPerSecond) return ramping(settings, next, reason, since, now);
  return { state: 'closed', perSecond: null, since: now, nextStepAt: null, reason: '元どおりに流れています。' };
}

function isDue({ nextStepAt }: Standing, now: Date): boolean {
  return nextStepAt !== null && nextStepAt <= now;
}

function later(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

/** A circuit that is not closed, as every case that waits for it tells of it. */
export interface OpenCircuit {
  readonly counterparty: Counterparty;
  readonly state: CircuitState;
  readonly since: Date;
  /** Who stopped it; null: the service itself. */
  readonly byName: string | null;
}

/** 「D-Sureを待っています（回路 10:42 運用 太郎さんが開きました）」. */
export function waitingSentence({ counterparty, state, since, byName }: OpenCircuit): string {
  const { at } = momentInJapan(since);
  const who = byName === null ? '自動で' : `${byName}さんが`;
  const what = state === 'open' ? '開きました' : '少しずつ戻しています';
  return `${shortTitles[counterparty]}を待っています（回路 ${at} ${who}${what}）`;
}

const shortTitles: Readonly<Record<Counterparty, string>> = {
  'd-sure': 'D-Sure',
  mail: 'メール',
  documents: '印刷',
  issuance: '発行の再開',
};
