/** POST /applications: a contractor applies. Stored before it is answered; its runs are started right after. */
import { type Application, applicationSchema, refuseIfAny } from '../../domain/application.ts';
import { applicationRefusals } from '../../domain/application-refusals.ts';
import { applicationWarnings, type FieldWarning } from '../../domain/application-warnings.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { Refusal } from '../../domain/refusals.ts';
import { answerOf, type KeptAnswer } from '../../prisma/answers.ts';
import { applicationFacts, warningFacts } from '../../prisma/application-facts.ts';
import { type AcceptedApplication, acceptApplication } from '../../prisma/applications.ts';
import { findCommand, type NewCommand } from '../../prisma/commands.ts';
import { json } from '../answer.ts';
import { addresses } from './addresses.ts';
import { endpoint } from './endpoint.ts';
import { receiptShape } from './shapes/application.ts';
import { startRuns } from './start-runs.ts';

export const applications = endpoint({
  scopes: ['contractor'],
  operationId: 'apply',
  summary: '保証を申し込む',
  explanation:
    '一つの請負工事について、商品ごとの保証を一度に申し込みます。直していただく項目は、すべて一度にお知らせします。',
  description:
    'Applies for one guarantee per product on one construction contract. Every refusal is told at once, by name and field. ' +
    'The application is stored before the answer; its reviews begin even while other parts of the service are away.',
  body: applicationSchema,
  bodyRefusal: 'application-must-be-in-order',
  answers: { 201: { description: 'Accepted and stored.', schema: receiptShape, location: true } },
  refusals: ['application-must-be-in-order', 'idempotency-key-must-not-be-reused'],
  async handle(services, { principal, idempotencyKey, body: application, sent: asSent }) {
    const { db, clock } = services;
    const now = clock.now();
    const command = commandOf(principal.userId, idempotencyKey, application, asSent);
    const known = await findCommand(db, command);
    const answered = known === null ? null : answerOf(known);
    if (answered !== null) return answered; // whatever the registers say by now

    const { contractorId } = principal.reader;
    if (contractorId === null) throw new Refusal('scope-must-allow-this');
    refuseIfAny(
      applicationRefusals(application, await applicationFacts(db, application, contractorId, dayInJapan(now))),
    );
    const warnings = applicationWarnings(application, await warningFacts(db, application));
    const sent = { command, contractorId, application, warnings };
    const { answer, accepted } = await acceptApplication(db, sent, (done) => receipt(done, warnings), now);
    if (accepted !== null) await startRuns(services, accepted.guarantees.map(firstRun));
    return answer;
  },
});

function commandOf(userId: string, idempotencyKey: string, application: Application, sent: unknown): NewCommand {
  const content = application as unknown as NewCommand['content'];
  const target = { guaranteeId: null, revision: null, incidentId: null };
  return { client: userId, userId, idempotencyKey, name: 'apply', ...target, content, sent };
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
