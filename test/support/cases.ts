/** Cases for tests: the leaflet's application in the tables, its runs started, commands sent as the API sends them. */

import { randomUUID } from 'node:crypto';
import { leafletApplication } from '../../bin/example/leaflet-application.ts';
import { type Application, applicationSchema, type GuaranteeTerms } from '../../domain/application.ts';
import type { CommandName, RecordedCommand } from '../../domain/commands.ts';
import { dayInJapan } from '../../domain/dates.ts';
import type { Stage } from '../../domain/stages.ts';
import { acceptApplication } from '../../prisma/applications.ts';
import { acceptCommand } from '../../prisma/commands.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { settleCommand } from '../../prisma/settle-command.ts';
import { actedBy } from './acted-by.ts';
import { applyCommand } from './apply-command.ts';
import type { RunningService } from './running-service.ts';
import { until } from './until.ts';

/** The leaflet's example, as the domain knows it, with another form or way to pay where a test says so. */
export function buildExample(on: Date, own: Partial<Pick<GuaranteeTerms, 'form' | 'feePayment'>> = {}): Application {
  const { contract, guarantees, delivery } = leafletApplication(dayInJapan(on));
  return applicationSchema.parse({
    contract,
    guarantees: guarantees.map((terms) => ({ ...terms, ...own })),
    delivery: { ...delivery, paperReceipt: 'branch' },
  });
}

export interface Case {
  readonly prepayment: string;
  readonly contractGuarantee: string;
}

/** Stores an application and starts its runs. Returns the ids of its guarantees. */
export async function apply(service: RunningService, application?: Application): Promise<Case> {
  const now = service.services.clock.now();
  const sent = application ?? buildExample(now);
  const told = { command: applyCommand(), contractorId: samples.contractorId, application: sent, warnings: [] };
  const { accepted } = await acceptApplication(service.db, told, (body) => ({ status: 201, body }) as never, now);
  const ids = new Map((accepted?.guarantees ?? []).map(({ product, id }) => [product, id]));
  for (const guaranteeId of ids.values())
    await service.runs.startRevision({ guaranteeId, revision: 1, resumeFrom: 'applied', epoch: 1 });
  return { prepayment: ids.get('prepayment') as string, contractGuarantee: ids.get('contract-guarantee') as string };
}

export type SampleUser = keyof typeof samples.users;

interface CommandOptions {
  readonly by?: SampleUser;
  readonly content?: object;
  readonly incidentId?: string;
  readonly idempotencyKey?: string;
}

/** Sends a command and returns its recorded outcome; waits while nobody answers. */
export async function command(
  service: RunningService,
  guaranteeId: string,
  name: CommandName,
  options: CommandOptions = {},
): Promise<RecordedCommand> {
  const userId = samples.users[options.by ?? 'reviewer'];
  const { db, runs, services } = service;
  const row = await acceptCommand(
    db,
    {
      client: userId,
      idempotencyKey: options.idempotencyKey ?? randomUUID(),
      userId,
      by: actedBy(userId),
      name,
      guaranteeId,
      revision: 1,
      incidentId: options.incidentId ?? null,
      content: (options.content ?? {}) as never,
    },
    services.clock.now(),
  );
  return until(() =>
    settleCommand(
      db,
      row,
      (delivery) => runs.deliver(delivery, 5000),
      () => services.clock.now(),
    ),
  );
}

/** The revision's row once it stands at this stage. */
export function untilStage({ db }: RunningService, guaranteeId: string, stage: Stage) {
  return until(async () => {
    const where = { guaranteeId_number: { guaranteeId, number: 1 } };
    const revision = await db.revision.findUniqueOrThrow({ where });
    if (revision.stage === stage) return revision;
    throw new Error(`it stands at ${revision.stage}`);
  });
}

/** The open incident of a guarantee, once there is one. */
export function untilIncident({ db }: RunningService, guaranteeId: string) {
  return until(() => db.incident.findFirst({ where: { guaranteeId, state: 'open' } }));
}
