/** Cases at a stage, brought there by the activities themselves, with no run beside them. */

import { randomUUID } from 'node:crypto';
import type { Application } from '../../../domain/application.ts';
import type { CommandName } from '../../../domain/commands.ts';
import { acceptApplication } from '../../../prisma/applications.ts';
import { acceptCommand } from '../../../prisma/commands.ts';
import { samples } from '../../../prisma/sample-registers.ts';
import { revisionRunId } from '../../../workflows/ids.ts';
import type { RevisionRef } from '../../../workflows/messages.ts';
import { actedBy } from '../../support/acted-by.ts';
import { applyCommand } from '../../support/apply-command.ts';
import { buildExample, type SampleUser } from '../../support/cases.ts';
import type { Neighbours } from './neighbours.ts';

/** What a case is brought on with: the tables, and the activities as a worker would call them. */
export type Means = Pick<Neighbours, 'db' | 'activities'>;

type Reached = 'applied' | 'issuing' | 'issued' | 'posting' | 'posted' | 'submitted';
const way: readonly Reached[] = ['applied', 'issuing', 'issued', 'posting', 'posted', 'submitted'];

/** A prepayment guarantee of the leaflet's example that has come so far, by itself. */
export async function createCase(
  neighbours: Means,
  reached: Reached,
  application: Application = buildExample(new Date()),
): Promise<RevisionRef> {
  const { activities } = neighbours;
  const revision = await applied(neighbours, application);
  const steps: Record<Reached, () => Promise<unknown>> = {
    applied: async () => undefined,
    issuing: () => recorded(neighbours, revision, 'approve'),
    issued: () => activities.issueCertificate(revision),
    posting: () => activities.printDocuments(revision),
    posted: () => activities.postCertificate(revision),
    submitted: () =>
      recorded(neighbours, revision, 'recordSubmission', { by: 'contractor', content: { channel: 'email' } }),
  };
  for (const step of way.slice(0, way.indexOf(reached) + 1)) await steps[step]();
  return revision;
}

/** Accepts a command and records it as the run of this revision would. */
export async function recorded(
  neighbours: Means,
  revision: RevisionRef,
  name: CommandName,
  own: { by?: SampleUser; content?: object; incidentId?: string } = {},
) {
  const row = await accepted(neighbours, revision, name, own);
  return neighbours.activities.recordCommand(revision, row.id);
}

/** The row of a command that nobody has recorded yet. */
export function accepted(
  { db }: Means,
  { guaranteeId, revision }: RevisionRef,
  name: CommandName,
  { by = 'reviewer', content = {}, incidentId }: { by?: SampleUser; content?: object; incidentId?: string } = {},
) {
  const userId = samples.users[by];
  return acceptCommand(
    db,
    {
      client: userId,
      idempotencyKey: randomUUID(),
      userId,
      by: actedBy(userId),
      name,
      guaranteeId,
      revision,
      incidentId: incidentId ?? null,
      content: content as never,
    },
    new Date(),
  );
}

/** The columns by which tables name a revision. */
export function idOf({ guaranteeId, revision }: RevisionRef) {
  return { guaranteeId, revision };
}

export function runOf({ guaranteeId, revision }: RevisionRef): string {
  return revisionRunId(guaranteeId, revision);
}

async function applied({ db }: Means, application: Application): Promise<RevisionRef> {
  const sent = { command: applyCommand(), contractorId: samples.contractorId, application, warnings: [] };
  const { accepted: told } = await acceptApplication(db, sent, (body) => ({ status: 201, body }) as never, new Date());
  const [guarantee] = told?.guarantees ?? [];
  return { guaranteeId: (guarantee as { id: string }).id, revision: 1, epoch: 1 };
}
