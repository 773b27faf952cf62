/** Many cases carried at once through HTTP, each as its contractor and the surety's staff would, whatever breaks meanwhile. */
import type { z } from 'zod';
import type { guaranteeShape, guaranteeSummaryShape } from '../../api/v1/shapes/guarantee.ts';
import { leafletApplication } from '../../bin/example/leaflet-application.ts';
import { dayInJapan } from '../../domain/dates.ts';
import type { Stage } from '../../domain/stages.ts';
import type { LocalStack } from './local-stack.ts';
import { createPatientClient, type PatientClient } from './patient-client.ts';
import { until } from './until.ts';

export type Guarantee = z.output<typeof guaranteeShape>;
type Summary = z.output<typeof guaranteeSummaryShape>;

export interface CaseUnderWay {
  readonly receiptNumber: string;
  readonly guaranteeId: string;
  /** The key as its contractor was first shown it; null before. */
  firstKey: string | null;
}

export interface CasesUnderWay {
  readonly cases: readonly CaseUnderWay[];
  /** How many have come to `posted` or beyond, as the API last told. */
  posted(): number;
  /** Lets the reviewer approve what was held back. */
  release(): void;
  /** Requests that had to be sent again. */
  repeats(): number;
  /** Resolves when all are submitted; rejects when one is refused something. */
  readonly done: Promise<void>;
  /** Nothing is asked any more, where a test failed in the middle. */
  giveUp(): void;
}

const patienceMs = 150_000;

/**
 * Begins so many cases of one guarantee each, every second one a contract guarantee, all at once. The last ones are held
 * back before their approval until `release`, so that a test can strike in the middle for sure.
 */
export function carryCases(stack: LocalStack, count: number, heldBack: number): CasesUnderWay {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const people = peopleOf(stack);
  const cases: CaseUnderWay[] = [];
  const stages = new Map<string, Stage>();
  const retries = new Map<string, Promise<unknown>>();
  const state = { over: false };
  const carrying = Promise.all(
    Array.from({ length: count }, (_, index) =>
      carryOne(people, cases, stages, index, index < count - heldBack ? undefined : released, state),
    ),
  );
  const done = Promise.all([carrying, watch(people.contractor, stages, count, state), operate(people, retries, state)]);
  return {
    cases,
    posted: () => [...stages.values()].filter((stage) => stage === 'posted' || stage === 'submitted').length,
    release,
    giveUp: () => {
      state.over = true;
      release();
    },
    repeats: () => Object.values(people).reduce((sum, person) => sum + person.repeats(), 0),
    done: done.then(
      () => undefined,
      (error) => {
        state.over = true;
        throw error;
      },
    ),
  };
}

type People = ReturnType<typeof peopleOf>;

/** Each by the API's address and key of this moment; the last known ones while nothing runs. */
export function peopleOf(stack: LocalStack) {
  const url = stack.url('api');
  const person = (who: string) => {
    const key = stack.apiKey(who);
    return createPatientClient(
      () => url,
      () => key,
    );
  };
  return { contractor: person('contractor'), reviewer: person('reviewer'), operator: person('operator') };
}

async function carryOne(
  { contractor, reviewer }: People,
  cases: CaseUnderWay[],
  stages: ReadonlyMap<string, Stage>,
  index: number,
  held: Promise<void> | undefined,
  state: { over: boolean },
): Promise<void> {
  const receipt = await contractor.post<{ receiptNumber: string; guarantees: { id: string }[] }>(
    '/applications',
    applicationOfOne(index),
  );
  const guaranteeId = receipt.guarantees[0]?.id ?? '';
  const own: CaseUnderWay = { receiptNumber: receipt.receiptNumber, guaranteeId, firstKey: null };
  cases.push(own);
  await held;
  await reviewer.post(`/guarantees/${guaranteeId}/approval`, {});
  await until(() => stages.get(guaranteeId) === 'posted' || state.over, patienceMs);
  own.firstKey = (await contractor.get<Guarantee>(`/guarantees/${guaranteeId}`)).authenticationKey;
  await contractor.post(`/guarantees/${guaranteeId}/submission`, { channel: 'email' });
  await until(() => stages.get(guaranteeId) === 'submitted' || state.over, patienceMs);
}

function applicationOfOne(index: number): object {
  const application = leafletApplication(dayInJapan(new Date())) as { guarantees: object[] };
  return { ...application, guarantees: application.guarantees.filter((_, place) => place === index % 2) };
}

/** Reads the newest cases' stages from the list until all are submitted. */
async function watch(
  contractor: PatientClient,
  stages: Map<string, Stage>,
  count: number,
  state: { over: boolean },
): Promise<void> {
  await until(async () => {
    const { guarantees } = await contractor.get<{ guarantees: Summary[] }>(`/guarantees?limit=${count}`);
    for (const { id, stage } of guarantees) if (stage !== 'submitted' || stages.has(id)) stages.set(id, stage);
    const all = [...stages.values()];
    return state.over || (all.length === count && all.every((stage) => stage === 'submitted'));
  }, patienceMs);
  state.over = true;
}

/** The operator retries what is stuck, as often as it is stuck. */
async function operate({ operator }: People, retries: Map<string, Promise<unknown>>, state: { over: boolean }) {
  await until(async () => {
    const { incidents } = await operator.get<{ incidents: { id: string; lastSeenAt: string }[] }>(
      '/incidents?state=open',
    );
    for (const { id, lastSeenAt } of incidents) {
      const seen = `${id} ${lastSeenAt}`;
      if (!retries.has(seen)) retries.set(seen, operator.post(`/incidents/${id}/retry`, {}));
    }
    return state.over;
  }, patienceMs);
  await Promise.all(retries.values());
}
