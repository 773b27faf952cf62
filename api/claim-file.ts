/** The 前払金請求書 as a file: of what it says today, printed by the worker when somebody first asks for it. */
import { setTimeout } from 'node:timers/promises';
import type { ActedBy } from '../domain/audit.ts';
import { dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { prepaymentClaimContext } from '../domain/sealing.ts';
import { claimFileOf, claimOf, claimSituation } from '../prisma/claims.ts';
import { recordReading } from '../prisma/readings.ts';
import { templateVersion } from '../templates/version.ts';
import type { ApiServices } from './services.ts';

const betweenLooksMs = 100;

/** Where a printed claim lies, sealed. */
export interface PrintedClaim {
  readonly id: string;
  readonly storedSha256: string;
  /** Whose certificate it was made of. */
  readonly revision: number;
}

/**
 * The claim as it would be made today, printed; null where there is nothing to claim, or where the contractor has not yet
 * said who answers for it.
 *
 * Refuses: `guarantee-must-exist`; `claim-must-be-printed-first` where the worker did not print it in time.
 */
export async function printedClaim(
  services: ApiServices,
  reader: Reader,
  guaranteeId: string,
): Promise<PrintedClaim | null> {
  const { db, clock } = services;
  const situation = await claimSituation(db, reader, guaranteeId);
  if (situation === null || situation.entries === null) return null;
  const { contact: _contact, entries, ...facts } = situation;
  const content = { ...facts, entries, claimedOn: dayInJapan(clock.now()) };
  const { id } = await claimOf(db, guaranteeId, content, templateVersion, clock.now());
  const { storedSha256 } = (await claimFileOf(db, id)) ?? (await printed(services, id));
  return { id, storedSha256, revision: situation.certificate.revision };
}

/** Its file; null as above. Who read it stands in the audit log before it is given. Refuses: as `printedClaim`. */
export async function claimFile(
  services: ApiServices,
  reader: Reader,
  guaranteeId: string,
  by: ActedBy,
): Promise<Buffer | null> {
  const claim = await printedClaim(services, reader, guaranteeId);
  if (claim === null) return null;
  const { db, clock, store } = services;
  const stored = await store.get(claim.storedSha256);
  const { revision } = claim;
  await recordReading(db, { kind: 'claim-read', guaranteeId, revision, by }, clock.now());
  return Buffer.from(services.keyRing.open(stored, prepaymentClaimContext(claim.id)));
}

async function printed({ db, runs, commandWaitMs, logger }: ApiServices, claimId: string) {
  const until = Date.now() + commandWaitMs;
  try {
    await runs.startClaim(claimId, commandWaitMs);
  } catch (error) {
    logger.warn(
      { claimId, errorName: error instanceof Error ? error.name : 'unknown' },
      'a claim could not be printed',
    );
    throw new Refusal('claim-must-be-printed-first');
  }
  do {
    const file = await claimFileOf(db, claimId);
    if (file !== null) return file;
    await setTimeout(betweenLooksMs);
  } while (Date.now() < until);
  throw new Refusal('claim-must-be-printed-first');
}
