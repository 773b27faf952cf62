/** POST /applications: a contractor applies. Stored before it is answered; its runs are started right after. */
import { applicationSchema } from '../../domain/application.ts';
import { Refusal } from '../../domain/refusals.ts';
import { apply } from '../apply.ts';
import { endpoint } from './endpoint.ts';
import { receiptShape } from './shapes/application.ts';

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
  async handle(services, { principal, by, idempotencyKey, body: application, sent }) {
    const { contractorId } = principal.reader;
    if (contractorId === null) throw new Refusal('scope-must-allow-this');
    return apply(services, { userId: principal.userId, by, contractorId, idempotencyKey, application, sent });
  },
});
