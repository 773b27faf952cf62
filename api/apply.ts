/** Applying: the same for the API and for Net Desk. Stored before it is answered; its runs are started right after. */

import { type Application, refuseIfAny } from '../domain/application.ts';
import { applicationRefusals } from '../domain/application-refusals.ts';
import { applicationWarnings, type FieldWarning } from '../domain/application-warnings.ts';
import type { ActedBy } from '../domain/audit.ts';
import { dayInJapan } from '../domain/dates.ts';
import { answerOf, type KeptAnswer } from '../prisma/answers.ts';
import { applicationFacts, warningFacts } from '../prisma/application-facts.ts';
import { type AcceptedApplication, acceptApplication } from '../prisma/applications.ts';
import { findCommand, type NewCommand } from '../prisma/commands.ts';
import type { SentDraft } from '../prisma/draft-attachments.ts';
import { json } from './answer.ts';
import type { ApiServices } from './services.ts';
import { addresses } from './v1/addresses.ts';
import { startRuns } from './v1/start-runs.ts';

export interface Applying {
  readonly userId: string;
  /** From where and in which roles; of what the service sends later, as the person confirmed it. */
  readonly by: ActedBy;
  /** Whose keys they are: the person's, where it is not said. */
  readonly client?: string;
  readonly contractorId: string;
  readonly idempotencyKey: string;
  readonly application: Application;
  /** The client's own words: the same key with other words is refused. */
  readonly sent: unknown;
  /** The draft that it was typed in; none for programs. */
  readonly draft?: SentDraft;
}

/**
 * The answer, kept for life under its key.
 *
 * Refuses: `application-must-be-in-order` with every refusal by field, `idempotency-key-must-not-be-reused`.
 */
export async function apply(
  services: ApiServices,
  { userId, by, contractorId, application, draft, ...rest }: Applying,
): Promise<KeptAnswer> {
  const { db, clock } = services;
  const now = clock.now();
  const command = { ...commandOf(userId, rest, application), by };
  const answered = await answerToCommand(db, command);
  if (answered !== null) return answered; // whatever the registers say by now

  refuseIfAny(applicationRefusals(application, await applicationFacts(db, application, contractorId, dayInJapan(now))));
  const warnings = applicationWarnings(application, await warningFacts(db, application));
  const sent = { command, contractorId, application, warnings, draft };
  const { answer, accepted } = await acceptApplication(db, sent, (done) => receipt(done, warnings), now);
  if (accepted !== null) await startRuns(services, accepted.guarantees.map(firstRun));
  return answer;
}

/** What was answered to the same application before, or null. Refuses: `idempotency-key-must-not-be-reused`. */
export function appliedBefore(
  { db }: Pick<ApiServices, 'db'>,
  { userId, application, ...rest }: Omit<Applying, 'contractorId' | 'by'>,
): Promise<KeptAnswer | null> {
  return answerToCommand(db, commandOf(userId, rest, application));
}

async function answerToCommand(db: ApiServices['db'], command: Omit<NewCommand, 'by'>): Promise<KeptAnswer | null> {
  const known = await findCommand(db, command);
  return known === null ? null : answerOf(known);
}

function commandOf(
  userId: string,
  { client = userId, idempotencyKey, sent }: Pick<Applying, 'client' | 'idempotencyKey' | 'sent'>,
  application: Application,
): Omit<NewCommand, 'by'> {
  const content = application as unknown as NewCommand['content'];
  const target = { guaranteeId: null, revision: null, incidentId: null };
  return { client, userId, idempotencyKey, name: 'apply', ...target, content, sent };
}

function receipt(
  { applicationId, receiptNumber, guarantees }: AcceptedApplication,
  warnings: readonly FieldWarning[],
): KeptAnswer {
  const self = addresses.application(applicationId);
  const told = guarantees.map((guarantee) => ({ ...guarantee, links: { self: addresses.guarantee(guarantee.id) } }));
  return json(201, { applicationId, receiptNumber, guarantees: told, warnings, links: { self } }, { Location: self });
}

function firstRun({ id: guaranteeId }: { id: string }) {
  return { guaranteeId, revision: 1, resumeFrom: 'applied', epoch: 1 } as const;
}
