/** A case as its reviewer sees it: the application, what the checks find, who holds it, and what an approval would lead to. */
import { dayInJapan } from '../domain/dates.ts';
import { needsSecondApproval } from '../domain/review.ts';
import { reviewFindings } from '../domain/review-checks.ts';
import type { Reader } from '../domain/scopes.ts';
import { yen } from '../domain/yen.ts';
import { connectedWith } from './actors.ts';
import { caseApplication, namesOf } from './case-application.ts';
import type { Database } from './database.ts';
import { stagesUnderReview } from './review-claims.ts';
import { checkRulesOn, reviewFacts } from './review-facts.ts';
import { readLocked } from './revisions.ts';

/** The case, or null where it does not exist for this reader. `userId`: who looks at it. */
export function reviewCase(db: Database, reader: Reader, id: string, userId: string, now: Date) {
  return db.$transaction(async (tx) => {
    const application = await caseApplication(tx, reader, id);
    if (application === null) return null;
    const today = dayInJapan(now);
    const { product, terms, stage, contractor } = application;
    const revision = await readLocked(tx, { guaranteeId: id, revision: application.revision, epoch: null });
    const [rules, facts, claim, setting, connections] = [
      await checkRulesOn(tx, today),
      await reviewFacts(tx, revision, today),
      await tx.reviewClaim.findUnique({ where: { guaranteeId: id } }),
      await tx.productSetting.findUniqueOrThrow({ where: { product } }),
      await connectedWith(tx, userId, today),
    ];
    const [holder] = await namesOf(tx, [claim?.userId]);
    const limitYen = setting.secondApprovalYen === null ? null : yen(setting.secondApprovalYen);
    return {
      ...application,
      isUnderReview: stagesUnderReview.includes(stage),
      isSecond: stage === 'awaiting-second-approval',
      holder: claim === null ? null : { id: claim.userId, name: holder?.name ?? '', since: claim.claimedAt },
      isConnected: connections.includes(contractor.id),
      /** Above this amount a second person approves; null: never. */
      secondApprovalYen: limitYen,
      needsSecond: needsSecondApproval(terms.amountYen, limitYen),
      expectedFeeYen: facts.feeYen,
      findings: reviewFindings(facts, (check) => rules(check).severity).map((finding) => ({
        ...finding,
        /** Where the register says how much the check weighs; null: nowhere, so that it is a warning. */
        source: rules(finding.check).source,
      })),
    };
  });
}

export type ReviewCase = NonNullable<Awaited<ReturnType<typeof reviewCase>>>;
