/** Whether a counterparty answers: what the last time that it was asked tells, and what no longer tells anything. Pure. */
import type { Counterparty } from './circuit.ts';

/** Whom the worker asks again and again, by itself: before a case has to find out. */
export const askedNames = ['d-sure', 'smtp', 'documents', 'temporal', 'database'] as const;
export type AskedName = (typeof askedNames)[number];

/** Whose circuit is whose. What has none is not called by effects; nobody asks the stop of all issuance. */
export const circuitOf: Readonly<Partial<Record<AskedName, Counterparty>>> = {
  'd-sure': 'd-sure',
  smtp: 'mail',
  documents: 'documents',
};

/** What is kept of asking. */
export interface Asked {
  readonly askedAt: Date | null;
  readonly answeredAt: Date | null;
  readonly latencyMs: number | null;
  readonly failingSince: Date | null;
  readonly failedAt: Date | null;
  readonly failure: string | null;
  readonly nextAt: Date;
}

export type Health =
  | { readonly state: 'answers'; readonly latencyMs: number | null }
  | { readonly state: 'does-not-answer'; readonly since: Date; readonly failure: string | null }
  /** `minutes`: since it was asked last, whole ones; null: never. */
  | { readonly state: 'not-asked'; readonly minutes: number | null };

/** A worker that is late by so much has stopped asking. */
export const lateMs = 60_000;

/** What may be said of it now. An answer that nobody asked for anew any more says nothing, good or bad. */
export function healthOf({ askedAt, answeredAt, latencyMs, failingSince, failure, nextAt }: Asked, now: Date): Health {
  if (askedAt === null) return { state: 'not-asked', minutes: null };
  if (now.getTime() - nextAt.getTime() > lateMs) {
    return { state: 'not-asked', minutes: Math.floor((now.getTime() - askedAt.getTime()) / 60_000) };
  }
  if (failingSince !== null) return { state: 'does-not-answer', since: failingSince, failure };
  return answeredAt === null ? { state: 'not-asked', minutes: null } : { state: 'answers', latencyMs };
}
