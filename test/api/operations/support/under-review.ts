/** Operations whose commands are recorded at once, as a run would have it, and cases for its reviewers. */
import { randomUUID } from 'node:crypto';
import type { ReviewCheck } from '../../../../domain/review-checks.ts';
import { staffReader } from '../../../../domain/scopes.ts';
import { claimCase } from '../../../../prisma/review-claims.ts';
import { type SampleStaffName, sampleStaff } from '../../../../prisma/sample-staff.ts';
import { recordingRuns } from '../../net-desk/support/recording.ts';
import { type OpenOperations, openOperations } from './operations.ts';

export async function openReviewing(): Promise<OpenOperations> {
  const operations: OpenOperations = await openOperations({
    runs: recordingRuns(() => operations.db),
    commandWaitMs: 10_000,
  });
  return operations;
}

/** The person holds the case. */
export function claimFor({ db }: OpenOperations, who: SampleStaffName, guaranteeId: string): Promise<void> {
  const by = { userId: sampleStaff[who].id, roles: [], address: null };
  return claimCase(db, staffReader('all'), guaranteeId, by, new Date());
}

/** From today on the register makes the check a stop. Returns what takes it out again. */
export async function makeStop({ owner }: OpenOperations, check: ReviewCheck): Promise<() => Promise<unknown>> {
  const row = { check, effectiveOn: new Date('2020-04-01'), severity: 'stop', source: '審査要領 第3条' };
  await owner.reviewCheckRule.create({ data: row });
  return () => owner.reviewCheckRule.deleteMany({ where: { check } });
}

/** The person holds this role, too. */
export async function grant({ owner }: OpenOperations, who: SampleStaffName, role: string): Promise<void> {
  const userId = sampleStaff[who].id;
  const since = { fromOn: new Date('2020-04-01'), grantedAt: new Date() };
  await owner.staffGrant.create({ data: { id: randomUUID(), userId, role, branchId: null, ...since } });
}

/** The stage that the guarantee's newest revision stands at. */
export async function stageNow({ owner }: OpenOperations, guaranteeId: string): Promise<string> {
  return (await owner.revision.findFirstOrThrow({ where: { guaranteeId }, orderBy: { number: 'desc' } })).stage;
}
