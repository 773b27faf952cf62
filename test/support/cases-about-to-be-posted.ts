/** Many cases that are about to be posted, brought there by the activities without a run or a browser: one printed file serves all. */

import { randomUUID } from 'node:crypto';
import { createActivities } from '../../activities/index.ts';
import { acceptApplication } from '../../prisma/applications.ts';
import { acceptCommand } from '../../prisma/commands.ts';
import { recordPrinted } from '../../prisma/documents.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { revisionRunId } from '../../workflows/ids.ts';
import { actedBy } from './acted-by.ts';
import { applyCommand } from './apply-command.ts';
import { buildExample } from './cases.ts';
import type { RunningService } from './running-service.ts';

/** The guarantees' ids; each stands at `posting`, with its number, key, certificate data and a file. No run is started. */
export async function createAboutToBePosted(service: RunningService, count: number): Promise<string[]> {
  const { services } = service;
  const bytes = await services.printer.print({ html: '<!doctype html><title>見本</title><p>見本' });
  const sha256 = await services.store.put(bytes);
  const file = { kind: 'certificate' as const, sha256, storedSha256: sha256, sealed: false, sizeBytes: bytes.length };
  const ids: string[] = [];
  while (ids.length < count) {
    const size = Math.min(8, count - ids.length);
    ids.push(...(await Promise.all(Array.from({ length: size }, () => createOne(service, file)))));
  }
  return ids;
}

/** Starts the runs of these guarantees at their posting. */
export async function startPosting(service: RunningService, ids: readonly string[]): Promise<void> {
  for (let next = 0; next < ids.length; next += 20) {
    await Promise.all(
      ids
        .slice(next, next + 20)
        .map((guaranteeId) =>
          service.runs.startRevision({ guaranteeId, revision: 1, resumeFrom: 'posting', epoch: 1 }, 30_000),
        ),
    );
  }
}

type PrintedFile = Parameters<typeof recordPrinted>[2]['printed'][number];

async function createOne(service: RunningService, file: Omit<PrintedFile, 'templateVersion'>): Promise<string> {
  const { db, services } = service;
  const activities = createActivities(services);
  const now = new Date();
  const example = buildExample(now);
  const application = {
    ...example,
    guarantees: example.guarantees.slice(0, 1),
    delivery: { ...example.delivery, completionMail: false },
  };
  const told = { command: applyCommand(), contractorId: samples.contractorId, application, warnings: [] };
  const { accepted } = await acceptApplication(db, told, (body) => ({ status: 201, body }) as never, now);
  const guaranteeId = accepted?.guarantees[0]?.id as string;
  const revision = { guaranteeId, revision: 1, epoch: 1 };
  await db.revision.updateMany({ where: { guaranteeId }, data: { runStartedAt: now } }); // the sweeper leaves it alone
  const userId = samples.users.reviewer;
  const approval = {
    client: userId,
    userId,
    by: actedBy(userId),
    idempotencyKey: randomUUID(),
    name: 'approve' as const,
    content: {},
  };
  const { id } = await acceptCommand(db, { ...approval, guaranteeId, revision: 1, incidentId: null }, now);
  await activities.recordCommand(revision, id);
  await activities.issueCertificate(revision);
  const printed = [{ ...file, templateVersion: 'of a test' }];
  await recordPrinted(db, revision, { runId: revisionRunId(guaranteeId, 1), printed, now: new Date() });
  return guaranteeId;
}
