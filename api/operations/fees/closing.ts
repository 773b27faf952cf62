/** GET and POST /fees/bills/closing: what closing a month makes, and the press. */
import type { Request, RequestHandler, Response } from 'express';
import { type Day, parseDay } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { closeMonth, closingPreview, monthsToClose } from '../../../prisma/fee-bills.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { addressWith, said } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn, readerFor } from '../signed-in.ts';
import { clerkIn } from './clerk.ts';
import { listDay } from './fee-words.ts';

const path = '/fees/bills/closing';

export function closing(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const page = async (request: Request, response: Response, monthOn: Day | null, told?: ToldAgain) => {
    const preview = monthOn === null ? null : await closingPreview(db, monthOn, clock.now());
    const title = '月を締める';
    show(services, request, response, 'fees/closing', {
      title,
      trail: [{ title: '月の請求（一括納付）', href: '/fees/bills' }, { title }],
      month: listDay(monthOn)?.slice(0, 7) ?? null,
      monthValue: monthOn?.slice(0, 7) ?? '',
      href: addressWith(path, { month: monthOn?.slice(0, 7) }),
      bills: (preview?.bills ?? []).map((bill) => ({ ...bill, fees: bill.lines.length.toLocaleString('ja-JP') })),
      payers: (preview?.bills.length ?? 0).toLocaleString('ja-JP'),
      billCount: preview?.bills.length ?? 0,
      sumYen: preview?.sumYen ?? 0n,
      sum: String(preview?.sumYen ?? 0n),
      dueOn: preview?.dueOn ?? null,
      refusals: told?.refusals ?? [],
    });
  };
  return {
    show: async (request, response) => {
      mustSeeAll(response);
      await page(request, response, await monthIn(services, said(request.query, 'month', 10)));
    },
    submit: async (request, response, next) => {
      mustSeeAll(response);
      const monthOn = await monthIn(services, formField(request, 'month'));
      await orFormAgain(
        response,
        'month',
        async () => {
          if (monthOn === null) throw new Refusal('month-must-be-over');
          const expected = {
            bills: Number(formField(request, 'bills')),
            sumYen: BigInt(/^\d{1,15}$/.test(formField(request, 'sum')) ? formField(request, 'sum') : '-1'),
          };
          const made = await closeMonth(db, monthOn, clerkIn(response), clock.now(), expected);
          response.redirect(303, addressWith('/fees/bills', { closed: String(made) }));
        },
        (told) => void page(request, response, monthOn, told).catch(next),
      );
    },
  };
}

/** A month is billed for all branches at once. Refuses: `month-must-be-closed-for-all-branches`. */
function mustSeeAll(response: Response): void {
  if (readerFor(personIn(response), 'record-fees').branches !== 'all') {
    throw new Refusal('month-must-be-closed-for-all-branches');
  }
}

/** The month that was named, or the oldest that is not closed; null where there is none. */
async function monthIn({ db, clock }: OperationsServices, typed: string): Promise<Day | null> {
  if (/^\d{4}-\d\d$/.test(typed)) return parseDay(`${typed}-01`);
  return (await monthsToClose(db, clock.now()))[0]?.monthOn ?? null;
}
