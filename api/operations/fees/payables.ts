/**
 * What may be paid at the counter: the fee of a guarantee, by the command that its run hears, and a month's bill. The fee of
 * a guarantee is reached from the list of fees and from its case, and leads back to where the person came from.
 */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { formatYen, yen } from '../../../domain/yen.ts';
import { commandTarget } from '../../../prisma/command-views.ts';
import { feeBill, payBill } from '../../../prisma/fee-bill.ts';
import { feeDueOf } from '../../../prisma/fee-due.ts';
import { press, requestIdIn } from '../../portal/pressed.ts';
import { caseAddress } from '../case-address.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn, readerIn } from '../signed-in.ts';
import { clerkIn, idIn } from './clerk.ts';
import { feeKindName, listDay } from './fee-words.ts';
import { payment } from './payment.ts';

type Pages = { show: RequestHandler; submit: RequestHandler };

/** Where the fee of a guarantee is recorded by hand, for the person who comes from the list of fees. */
export function feePaymentAddress(guaranteeId: string): string {
  return `/fees/guarantees/${guaranteeId}/payment`;
}

/** The same, for the person who comes from the case and goes back to it. */
export function feePaymentFromCase(guaranteeId: string): string {
  return `${feePaymentAddress(guaranteeId)}?from=case`;
}

/** Refuses: `guarantee-must-exist`, `stage-must-allow-fee-payment`, `fee-must-be-free`. */
export function guaranteePayment(services: OperationsServices): Pages {
  const done = async (request: Request, response: Response) => {
    const { userId: client } = personIn(response);
    const key = { client, idempotencyKey: `operations/${requestIdIn(request)}` };
    const command = await services.db.command.findUnique({ where: { client_idempotencyKey: key } });
    if (command?.guaranteeId == null || command.state === 'refused') return null;
    return wayBack(request, { guaranteeId: command.guaranteeId }).after('recorded');
  };
  return payment(
    services,
    async (request, response) => {
      const id = idIn(request, 'guarantee-must-exist');
      const target = await commandTarget(services.db, readerIn(response), id);
      if (target === null) throw new Refusal('guarantee-must-exist');
      const due = await feeDueOf(services.db, target);
      const back = wayBack(request, { guaranteeId: id, receiptNumber: due.receiptNumber });
      return {
        feeYen: due.feeYen,
        facts: [
          { label: '受注者名', value: due.contractorName },
          { label: '請求先', value: due.payer },
          { label: '種類', value: feeKindName(due), isWord: true },
          { label: '工事名', value: due.projectName },
          { label: '受付番号', value: due.receiptNumber },
          { label: '納付期限', value: listDay(due.dueOn) ?? '' },
        ],
        backHref: back.href,
        backTitle: back.title,
        href: back.formHref,
        causes: '記録すると、発行の手続きが始まります。取り消せません。',
        wrongAmount: 'fee-must-be-paid-in-full',
        record: async (content, requestId) => {
          const { userId, by } = personIn(response);
          const sent = { userId, by, key: `operations/${requestId}`, name: 'recordFeePayment' as const };
          const about = { guaranteeId: id, revision: target.revision, content };
          return back.after(await press(services, { ...sent, ...about }, target.stage));
        },
      };
    },
    done,
  );
}

/** Back to the case, where the address says that the person came from it; else to the list of fees. */
function wayBack(
  request: Request,
  { guaranteeId, receiptNumber = '' }: { guaranteeId: string; receiptNumber?: string },
) {
  if (request.query.from === 'case') {
    const href = caseAddress(guaranteeId);
    const after = (how: string) => `${href}?${how}=recordFeePayment`;
    return { href, title: receiptNumber, formHref: feePaymentFromCase(guaranteeId), after };
  }
  const after = (how: string) => `/fees?done=${how}`;
  return { href: '/fees', title: '保証料', formHref: feePaymentAddress(guaranteeId), after };
}

/** Refuses: `bill-must-exist`, `bill-must-be-unpaid`. */
export function billPayment(services: OperationsServices): Pages {
  const { db, clock } = services;
  const done = async (request: Request, response: Response) => {
    const bill = await feeBill(db, readerIn(response), idIn(request, 'bill-must-exist'));
    return bill.paidById === personIn(response).userId ? `/fees/bills/${bill.id}?done=paid` : null;
  };
  return payment(
    services,
    async (request, response) => {
      const reader = readerIn(response);
      const bill = await feeBill(db, reader, idIn(request, 'bill-must-exist'));
      if (bill.paidOn !== null) throw new Refusal('bill-must-be-unpaid');
      return {
        feeYen: bill.amountYen,
        facts: [
          { label: '受注者名', value: bill.contractorName },
          { label: '請求先', value: bill.payer },
          { label: '対象の月', value: listDay(bill.monthOn)?.slice(0, 7) ?? '' },
          { label: '請求額', value: `${formatYen(yen(bill.amountYen))}円`, isWord: true },
          { label: '納付期限', value: listDay(bill.dueOn) ?? '' },
        ],
        backHref: `/fees/bills/${bill.id}`,
        backTitle: '月の請求',
        href: `/fees/bills/${bill.id}/payment`,
        causes: '記録すると、この請求は入金済みになります。取り消せません。',
        wrongAmount: 'bill-must-be-paid-in-full',
        record: async ({ amountYen, paidOn, means }) => {
          const paid = { billId: bill.id, amountYen, paidOn, paidAs: means, reader, actor: clerkIn(response) };
          await payBill(db, paid, clock.now());
          return `/fees/bills/${bill.id}?done=paid`;
        },
      };
    },
    done,
  );
}
