/** One guarantee as its contractor's page shows it: what the API tells, with the contract's own names and how to submit it. */
import type { WorksKind } from '../domain/construction-contract.ts';
import { revisionKindNames } from '../domain/guarantee.ts';
import type { Reader } from '../domain/scopes.ts';
import { allowsSending, isAskedFor, sendingRefusal } from '../domain/sending.ts';
import { submissionProfileFor } from '../domain/submission-profile.ts';
import { attachmentOf } from './attachments.ts';
import type { Database } from './database.ts';
import type { ConstructionContract } from './generated/client.ts';
import { type GuaranteeView, guaranteeView } from './guarantee-views.ts';
import { newestSending } from './sendings.ts';
import { profileOf as asProfile } from './submission-sets.ts';

/** The guarantee, or null where it does not exist for this reader. */
export async function followedGuarantee(db: Database, reader: Reader, id: string) {
  const view = await guaranteeView(db, reader, id);
  if (view === null) return null;
  const [contract, application] = await Promise.all([
    db.constructionContract.findUniqueOrThrow({ where: { id: view.constructionContractId } }),
    db.application.findUniqueOrThrow({
      where: { id: view.applicationId },
      select: {
        branchId: true,
        paperReceipt: true,
        attachments: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
      },
    }),
  ]);
  const profile = await profileOf(db, view, contract);
  return {
    ...view,
    worksKind: contract.kind as WorksKind,
    jointVentureName: contract.jointVentureName,
    kindNames: revisionKindNames,
    branchId: application.branchId,
    paperReceipt: application.paperReceipt as 'post' | 'branch' | null,
    authorityId: contract.authorityId,
    departmentId: contract.departmentId,
    attachments: application.attachments.map(attachmentOf),
    profile,
    ...(await sendingOf(db, view, profile?.sendable ?? false)),
  };
}

export type FollowedGuarantee = NonNullable<Awaited<ReturnType<typeof followedGuarantee>>>;

/** By which channel this authority wants number and key, and whether before the contract; null where the register does not know. */
async function profileOf(db: Database, view: GuaranteeView, contract: ConstructionContract) {
  const { authorityId, departmentId } = contract;
  const rows = await db.submissionProfile.findMany({ where: { authorityId } });
  const profiles = rows.map(asProfile);
  const revisionKind = view.revisions[0]?.kind ?? 'new';
  const profile = submissionProfileFor(profiles, { authorityId, departmentId, product: view.product, revisionKind });
  if (profile === null) return null;
  return { channel: profile.channel, beforeContract: profile.beforeContract, sendable: allowsSending(profile) };
}

/** What the service sends or sent of the newest revision that arrived, and whether it may be asked to. */
async function sendingOf(db: Database, { id, revisions, submissions }: GuaranteeView, allowed: boolean) {
  const arrived = revisions.find(({ arrivedAt }) => arrivedAt !== null);
  if (arrived === undefined) return { sending: null, mayAskSending: false };
  const sending = await newestSending(db, id, arrived.number);
  const submitted = submissions.some(({ revision }) => revision === arrived.number);
  const asked = isAskedFor(sending?.state ?? null);
  return { sending, mayAskSending: sendingRefusal({ stage: arrived.stage, allowed, asked, submitted }) === null };
}
