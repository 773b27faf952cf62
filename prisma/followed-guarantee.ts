/** One guarantee as its contractor's page shows it: what the API tells, with the contract's own names and how to submit it. */
import type { WorksKind } from '../domain/construction-contract.ts';
import { revisionKindNames } from '../domain/guarantee.ts';
import { productNames } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import { fillSubmissionText, type SubmissionProfile, submissionProfileFor } from '../domain/submission-profile.ts';
import type { Database } from './database.ts';
import type { ConstructionContract } from './generated/client.ts';
import { type GuaranteeView, guaranteeView } from './guarantee-views.ts';

/** The guarantee, or null where it does not exist for this reader. */
export async function followedGuarantee(db: Database, reader: Reader, id: string) {
  const view = await guaranteeView(db, reader, id);
  if (view === null) return null;
  const contract = await db.constructionContract.findUniqueOrThrow({ where: { id: view.constructionContractId } });
  return {
    ...view,
    worksKind: contract.kind as WorksKind,
    jointVentureName: contract.jointVentureName,
    kindNames: revisionKindNames,
    profile: await profileOf(db, view, contract),
  };
}

export type FollowedGuarantee = NonNullable<Awaited<ReturnType<typeof followedGuarantee>>>;

/** How this authority wants number and key, with its texts filled in; null where the register does not know. */
async function profileOf(db: Database, view: GuaranteeView, contract: ConstructionContract) {
  const rows = await db.submissionProfile.findMany({ where: { authorityId: contract.authorityId } });
  const profiles = rows.map((row) => ({ ...row, attachments: [] }) as unknown as SubmissionProfile);
  const [newest] = view.revisions;
  const profile = submissionProfileFor(profiles, {
    authorityId: contract.authorityId,
    departmentId: contract.departmentId,
    product: view.product,
    revisionKind: newest?.kind ?? 'new',
  });
  if (profile === null) return null;
  const values = {
    worksNumber: contract.worksNumber,
    projectName: contract.projectName,
    specificationNumber: contract.specificationNumber,
    contractor: view.contractor.name,
    productName: productNames[view.product],
    procurementNumber: contract.procurementNumber,
  };
  const filled = (template: string | null) => (template === null ? null : fillSubmissionText(template, values));
  return {
    channel: profile.channel,
    recipient: profile.recipient,
    subject: filled(profile.subjectTemplate),
    body: filled(profile.bodyTemplate),
    callToConfirm: profile.callToConfirm,
    beforeContract: profile.beforeContract,
  };
}
