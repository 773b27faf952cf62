/** Which incidents a list shows, and which a bulk retry takes. */
import type { Day } from '../domain/dates.ts';
import { fromDay } from './days.ts';
import type { Prisma } from './generated/client.ts';

export const incidentStates = ['open', 'retrying', 'fixed', 'resolved', 'new-cause'] as const;
export type IncidentState = (typeof incidentStates)[number];

export interface IncidentFilters {
  readonly state?: IncidentState | undefined;
  readonly fingerprint?: string | undefined;
  readonly step?: string | undefined;
  readonly counterparty?: string | undefined;
  readonly guaranteeId?: string | undefined;
  /** A user's id, or `nobody`. */
  readonly owner?: string | undefined;
  /** Not closed: open, or being tried again. */
  readonly unsettled?: boolean | undefined;
  /** What would miss today's date (R-I10). */
  readonly missesToday?: boolean | undefined;
  /** What was open again after a retry. */
  readonly stillStuck?: boolean | undefined;
}

/** The condition on rows. Today is the day in Japan. */
export function incidentsWanted(filters: IncidentFilters, today: Day): Prisma.IncidentWhereInput {
  const { state, fingerprint, step, counterparty, guaranteeId, owner, unsettled, missesToday, stillStuck } = filters;
  const day = fromDay(today);
  return {
    AND: [
      state === undefined ? {} : { state },
      fingerprint === undefined ? {} : { fingerprint },
      step === undefined ? {} : { step },
      counterparty === undefined ? {} : { counterparty },
      guaranteeId === undefined ? {} : { guaranteeId },
      owner === undefined ? {} : { ownerId: owner === 'nobody' ? null : owner },
      unsettled === undefined ? {} : { closedAt: unsettled ? null : { not: null } },
      missesToday === true ? { OR: [{ promisedOn: day }, { dueOn: day }] } : {},
      stillStuck === true ? { reopenings: { gt: 0 } } : {},
    ],
  };
}
