/** D-Sure's listing beside our postings, a page a round: what it does not have, has otherwise, or has and we do not know. */
import { addOutcomes, type CheckOutcome, nothingFound } from '../../domain/sweeping.ts';
import { openCircuits } from '../../prisma/circuit-views.ts';
import { type KnownPosting, meetPostings, postingsNotMet } from '../../prisma/posting-comparison.ts';
import { recordArrival } from '../../prisma/postings.ts';
import type { DueCheck } from '../../prisma/sweep-checks.ts';
import { type Seen, seeFindings } from '../../prisma/sweep-findings.ts';
import type { PostedCertificate } from '../../services/d-sure-client.ts';
import { revisionRunId } from '../../workflows/ids.ts';
import type { Services } from '../services.ts';
import { startMails } from '../start-mails.ts';
import { endRound, lapOf } from './laps.ts';

/** D-Sure gives out no more at once. */
const largestPage = 1000;

/** One page. While the circuit lets through less than all, D-Sure is left alone. */
export async function compareListing(services: Services, due: DueCheck): Promise<CheckOutcome> {
  const { db, dSure, clock } = services;
  const circuits = await openCircuits(db);
  if (circuits.some(({ counterparty }) => counterparty === 'd-sure')) return nothingFound;
  const lapBeganAt = lapOf(due, clock.now());
  const { certificates, cursor } = await dSure.listing(due.cursor, Math.min(due.rowsPerRound, largestPage));
  const compared = await compare(services, due, certificates);
  const isOver = certificates.length === 0;
  const lacking = isOver ? await tellLacking(services, due, lapBeganAt) : nothingFound;
  const lap = { cursor: isOver ? null : cursor, lapBeganAt, kinds: ownKinds };
  const healed = await endRound(db, due, lap, clock.now());
  return addOutcomes(addOutcomes(compared, lacking), { ...nothingFound, healed });
}

const ownKinds = ['d-sure-lacks', 'd-sure-differs', 'd-sure-unknown', 'd-sure-unrecorded'] as const;

async function compare(services: Services, due: DueCheck, listed: readonly PostedCertificate[]): Promise<CheckOutcome> {
  const { db, clock } = services;
  const known = new Map((await meetPostings(db, listed, clock.now())).map((posting) => [nameOf(posting), posting]));
  const seen: Seen[] = [];
  let healed = 0;
  for (const certificate of listed) {
    const posting = known.get(nameOf(certificate));
    const kind = await judge(services, due, certificate, posting);
    if (kind === 'healed') healed += 1;
    else if (kind !== null) seen.push({ kind, about: nameOf(certificate), guaranteeId: posting?.guaranteeId ?? null });
  }
  const raised = await seeFindings(db, seen, clock.now());
  return { lookedAt: listed.length, found: seen.length + healed, healed, raised };
}

/** What is under way, or told by an incident already, is left to whoever is at it. */
async function judge(
  services: Services,
  { overdueBefore }: DueCheck,
  certificate: PostedCertificate,
  posting: KnownPosting | undefined,
): Promise<Seen['kind'] | 'healed' | null> {
  if (posting === undefined) return certificate.arrivedAt < overdueBefore ? 'd-sure-unknown' : null;
  const { certificateDigest, fileDigest } = posting;
  if (certificate.certificateDigest !== certificateDigest || certificate.fileDigest !== fileDigest)
    return 'd-sure-differs';
  if (posting.arrivedAt !== null || posting.firstSentAt >= overdueBefore || posting.hasIncident) return null;
  if (!certificate.keyIsSet) return 'd-sure-unrecorded';
  await recordTheirArrival(services, posting, certificate);
  return 'healed';
}

/** The arrival that D-Sure tells is recorded as the run would have done it; the run, if it lives, finds it done. */
async function recordTheirArrival(
  services: Services,
  { guaranteeId, revision, epoch }: KnownPosting,
  { arrivedAt }: PostedCertificate,
): Promise<void> {
  const { db, clock } = services;
  const runId = revisionRunId(guaranteeId, revision);
  const { mailId } = await recordArrival(db, { guaranteeId, revision, epoch }, { runId, arrivedAt, now: clock.now() });
  await startMails(services, [mailId]);
}

async function tellLacking({ db, clock }: Services, due: DueCheck, lapBeganAt: Date): Promise<CheckOutcome> {
  const lacking = await postingsNotMet(db, lapBeganAt, due.overdueBefore, due.rowsPerRound);
  const seen = lacking.map((posting) => ({
    kind: 'd-sure-lacks' as const,
    about: nameOf(posting),
    guaranteeId: posting.guaranteeId,
  }));
  const raised = await seeFindings(db, seen, clock.now());
  return { lookedAt: 0, found: seen.length, healed: 0, raised };
}

function nameOf({ guaranteeNumber, revision }: { guaranteeNumber: string; revision: number }): string {
  return `${guaranteeNumber} No. ${revision}`;
}
