/** 相手先の状態: each counterparty as the worker last asked it, beside its circuit and what is stuck at it. */
import { circuitStateTitles } from '../../domain/circuit.ts';
import { momentInJapan } from '../../domain/clock-times.ts';
import { type Asked, type AskedName, askedNames, circuitOf, type Health } from '../../domain/counterparty-health.ts';
import type { CircuitView } from '../../prisma/circuit-views.ts';
import type { Translate } from '../../web/translations.ts';
import { answersInTime } from '../in-time.ts';
import type { OperationsServices } from './operations-services.ts';

type Heard = Readonly<Record<AskedName, Asked & Health>>;

const patienceMs = 500;

/** Whether this very process reaches Temporal and the database, by the probes that /ready asks. */
export async function dependenciesHere({ probes }: OperationsServices) {
  const [temporal, database] = await Promise.all([
    answersInTime(probes.temporal, patienceMs),
    answersInTime(probes.database, patienceMs),
  ]);
  return { temporal, database };
}

/** The rows, in the circuits' order. What only passes through, with nothing stuck and a good answer, is one word. */
export function healthRows(
  t: Translate,
  circuits: readonly CircuitView[],
  heard: Heard,
  here: { readonly temporal: boolean; readonly database: boolean },
  now: Date,
) {
  return [
    ...circuits.map(({ counterparty, title, state, openIncidents, reason, byName, since }) => {
      const name = askedNames.find((asked) => circuitOf[asked] === counterparty);
      const health = name === undefined ? null : heard[name];
      const isQuiet = state === 'closed' && openIncidents === 0 && health?.state === 'answers';
      return {
        title,
        answer: health === null ? null : answerWords(t, health, now),
        circuit: isQuiet ? null : circuitChip(state, openIncidents),
        opened: state === 'closed' ? null : { reason, byName, since },
        openIncidents,
      };
    }),
    dependencyRow(t, 'Temporal', heard.temporal, here.temporal, now),
    dependencyRow(t, 'データベース', heard.database, here.database, now),
  ];
}

function dependencyRow(t: Translate, title: string, heard: Asked & Health, isHere: boolean, now: Date) {
  const away = { chip: { mood: 'stuck', word: '応答がありません' }, failure: null, took: null };
  return {
    title,
    answer: isHere ? answerWords(t, heard, now) : away,
    circuit: null,
    opened: null,
    openIncidents: 0,
  };
}

function circuitChip(state: CircuitView['state'], openIncidents: number) {
  return {
    word: state === 'closed' && openIncidents > 0 ? '遅れています' : circuitStateTitles[state],
    mood: state === 'open' ? 'stuck' : state === 'closed' && openIncidents === 0 ? 'done' : 'waiting-for-you',
  };
}

/** Its chip; the name of what went wrong; how long a good answer took, in milliseconds. */
function answerWords(t: Translate, heard: Health, now: Date) {
  switch (heard.state) {
    case 'answers':
      return { chip: { mood: 'done', word: '正常' }, failure: null, took: heard.latencyMs };
    case 'does-not-answer': {
      const word = t('{since}から応答がありません', { since: sinceWords(heard.since, now) });
      return { chip: { mood: 'stuck', word }, failure: heard.failure, took: null };
    }
    case 'not-asked': {
      const { minutes } = heard;
      const word = minutes === null ? 'まだ確認していません' : t('{minutes}分間確認していません', { minutes });
      return { chip: { mood: 'waiting-for-you', word }, failure: null, took: null };
    }
  }
}

/** 「10:42」 of today; of an earlier day with the day. */
function sinceWords(since: Date, now: Date): string {
  const { on, at } = momentInJapan(since);
  return on === momentInJapan(now).on ? at : `${on.replaceAll('-', '/')} ${at}`;
}
