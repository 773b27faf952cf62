/** Guarantees that a contractor follows on its screens, brought on by the activities where they need no neighbour outside. */
import { createHash } from 'node:crypto';
import { createActivities } from '../../../../activities/index.ts';
import type { Application } from '../../../../domain/application.ts';
import { AuthenticationKey } from '../../../../domain/authentication-key.ts';
import type { Remark } from '../../../../domain/remarks.ts';
import { keyContext, keyNoticeContext } from '../../../../domain/sealing.ts';
import type { Stage } from '../../../../domain/stages.ts';
import { type Printed, recordPrinted } from '../../../../prisma/documents.ts';
import { appendEvents, chainOf } from '../../../../prisma/events.ts';
import { sealEvents } from '../../../../prisma/sealing.ts';
import { revisionRunId } from '../../../../workflows/ids.ts';
import type { RevisionRef } from '../../../../workflows/messages.ts';
import { createCase, recorded } from '../../../activities/support/cases.ts';
import { buildExample } from '../../../support/cases.ts';
import type { OpenApi } from '../../support/api.ts';

/** Where the guarantees are: beside any portal, or none. */
type Means = Pick<OpenApi, 'db' | 'services' | 'owner'>;

/** What of the activities these guarantees come through: nobody prints, posts or mails. */
function meansOf({ db, services }: Means) {
  return { db, activities: createActivities({ ...services, names: {} } as never) };
}

/** A prepayment guarantee of the sample contractor, applied for just now. */
export function applyFor(
  desk: Means,
  own: Partial<Application['contract']> = {},
  terms: Parameters<typeof buildExample>[1] = {},
): Promise<RevisionRef> {
  const example = buildExample(new Date(), terms);
  return createCase(meansOf(desk), 'applied', { ...example, contract: { ...example.contract, ...own } });
}

/** The surety returns it with these words. */
export async function returnTo(
  desk: Means,
  revision: RevisionRef,
  reason: string,
  remarks: readonly Remark[] = [],
): Promise<void> {
  const content = remarks.length === 0 ? { reason } : { reason, remarks };
  await recorded(meansOf(desk), revision, 'return', { content });
  await seal(desk);
}

/** Approved, issued and printed: number, key and files are there, and it is on its way to D-Sure. */
export async function issue(desk: Means, revision: RevisionRef): Promise<void> {
  const means = meansOf(desk);
  await recorded(means, revision, 'approve');
  await means.activities.issueCertificate(revision);
  const { guaranteeId } = revision;
  const printed = await Promise.all(
    (['key-notice', 'fee-statement'] as const).map((kind) => file(desk, guaranteeId, kind)),
  );
  const runId = revisionRunId(guaranteeId, revision.revision);
  await recordPrinted(desk.db, revision, { runId, printed, now: new Date() });
  await seal(desk);
}

async function file(desk: Means, guaranteeId: string, kind: 'key-notice' | 'fee-statement'): Promise<Printed> {
  const pdf = Buffer.from(`%PDF-1.7 ${kind}`);
  const sealed = kind === 'key-notice';
  const stored = sealed ? desk.services.keyRing.seal(pdf, keyNoticeContext(guaranteeId, 1)) : pdf;
  return {
    kind,
    sha256: createHash('sha256').update(pdf).digest('hex'),
    storedSha256: await desk.services.store.put(stored),
    sealed,
    sizeBytes: pdf.length,
    templateVersion: 'test',
  };
}

/** It arrived at D-Sure. */
export async function arrive(desk: Means, { guaranteeId, ...revision }: RevisionRef): Promise<void> {
  const where = { guaranteeId_number: { guaranteeId, number: revision.revision } };
  await desk.owner.revision.update({ where, data: { arrivedAt: new Date() } });
  await move(desk, { guaranteeId, ...revision }, 'posted');
}

/** It stands at another stage, with the event that says so, sealed. */
export async function move(desk: Means, { guaranteeId, revision }: RevisionRef, stage: Stage): Promise<void> {
  await desk.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM guarantee WHERE id = ${guaranteeId}::uuid FOR UPDATE`;
    const data = { stage, stageSince: new Date() };
    await tx.revision.update({ where: { guaranteeId_number: { guaranteeId, number: revision } }, data });
    const event = { revision, kind: 'moved', actorId: null, content: { to: stage } };
    await appendEvents(tx, await chainOf(tx, guaranteeId), [event], new Date());
  });
  await seal(desk);
}

export function seal({ db }: Means): Promise<number> {
  return sealEvents(db, () => new Date());
}

/** The key, as its contractor is to read it. */
export async function keyOf({ db, services }: Means, guaranteeId: string): Promise<AuthenticationKey> {
  const { sealed } = await db.authenticationKey.findUniqueOrThrow({ where: { guaranteeId } });
  const bytes = services.keyRing.open(Buffer.from(sealed, 'base64'), keyContext(guaranteeId));
  return new AuthenticationKey(Buffer.from(bytes).toString());
}
