/** A payment by hand, such as at the counter: typed, looked at once more, and recorded. Of a guarantee's fee, or of a bill. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type Day, dayInJapan, readDay } from '../../../domain/dates.ts';
import { type PaymentMeans, paymentMeans } from '../../../domain/fee-payment.ts';
import { type FieldRefusal, Refusal, refuse } from '../../../domain/refusals.ts';
import { readYen, type Yen } from '../../../domain/yen.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { requestIdIn } from '../../portal/pressed.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { speechOf } from '../pressing.ts';
import { meansNames } from './fee-words.ts';

export interface Payment {
  readonly amountYen: Yen;
  readonly paidOn: Day;
  readonly means: PaymentMeans;
}

/** What is paid. */
export interface Payable {
  readonly feeYen: bigint;
  /** A word or an amount of ours follows the reader's language; a name stands as it is. */
  readonly facts: readonly { readonly label: string; readonly value: string; readonly isWord?: boolean }[];
  /** Where the person comes from and goes back to, and its name. */
  readonly backHref: string;
  readonly backTitle: string;
  readonly href: string;
  /** What the press causes, in a sentence. */
  readonly causes: string;
  readonly wrongAmount: 'fee-must-be-paid-in-full' | 'bill-must-be-paid-in-full';
  /** Records it; returns the address that follows. `requestId`: a double press is one payment. */
  record(payment: Payment, requestId: string): Promise<string>;
}

type Find = (request: Request, response: Response) => Promise<Payable>;
/** Where a press leads that was recorded before: a double press is answered as the first one. */
type Done = (request: Request, response: Response) => Promise<string | null>;

/** The form, the look at what was typed, and the press. Refuses: what the payable refuses, and each field by its name. */
export function payment(
  services: OperationsServices,
  find: Find,
  done: Done,
): { show: RequestHandler; submit: RequestHandler } {
  const today = () => dayInJapan(services.clock.now());
  const factsOf = (request: Request, { facts }: Payable) => {
    const t = speechOf(services, request);
    return facts.map((fact) => (fact.isWord === true ? { ...fact, value: t(fact.value) } : fact));
  };
  const form = (request: Request, response: Response, payable: Payable, told?: ToldAgain) =>
    show(services, request, response, 'fees/payment', {
      title: '入金を記録',
      ...payable,
      facts: factsOf(request, payable),
      trail: trailOf(payable),
      amountYen:
        told === undefined ? payable.feeYen.toLocaleString('ja-JP') : formField(request, 'amountYen').slice(0, 40),
      paidOn: told === undefined ? today().replaceAll('-', '/') : formField(request, 'paidOn').slice(0, 40),
      means: formField(request, 'means'),
      options: paymentMeans.map((value) => ({ value, title: meansNames[value] })),
      requestId: randomUUID(),
      refusals: told?.refusals ?? [],
      errors: told?.errors ?? {},
    });
  return {
    show: async (request, response) => form(request, response, await find(request, response)),
    submit: async (request, response) => {
      const isConfirmed = formField(request, 'step') === 'confirm';
      const before = isConfirmed ? await done(request, response) : null;
      if (before !== null) return response.redirect(303, before);
      const payable = await find(request, response);
      const requestId = requestIdIn(request);
      await orFormAgain(
        response,
        'amountYen',
        async () => {
          const read = paymentIn(request, payable, today());
          if (isConfirmed) {
            return response.redirect(303, await payable.record(read, requestId));
          }
          show(services, request, response, 'fees/payment-confirmation', {
            title: '入金の確認',
            ...payable,
            ...read,
            facts: factsOf(request, payable),
            trail: trailOf(payable),
            meansName: meansNames[read.means],
            requestId,
          });
        },
        (told) => form(request, response, payable, told),
      );
    },
  };
}

function trailOf({ backHref, backTitle }: Payable) {
  return [{ title: backTitle, href: backHref }, { title: '入金を記録' }];
}

/** What was typed, or every refusal of its fields at once. */
function paymentIn(request: Request, { feeYen, wrongAmount }: Payable, today: Day): Payment {
  const amountYen = readYen(formField(request, 'amountYen'));
  const paidOn = readDay(formField(request, 'paidOn'));
  const means = formField(request, 'means');
  const refusals: FieldRefusal[] = [];
  if (amountYen === null) refusals.push(refuse('amount-must-be-within-bounds', 'amountYen'));
  else if (BigInt(amountYen) !== feeYen) refusals.push(refuse(wrongAmount, 'amountYen'));
  if (paidOn === null) refusals.push(refuse('day-must-exist', 'paidOn'));
  else if (paidOn > today) refusals.push(refuse('day-must-not-be-ahead', 'paidOn'));
  if (!Object.hasOwn(meansNames, means)) refusals.push(refuse('payment-means-must-be-chosen', 'means'));
  if (refusals.length > 0) throw new Refusal('content-must-be-in-order', { details: refusals });
  return { amountYen: amountYen as Yen, paidOn: paidOn as Day, means: means as PaymentMeans };
}
