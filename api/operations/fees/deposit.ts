/** GET and POST /fees/deposits/:id: one deposit by hand: for which fees it counts, set aside with a reason, opened again. */
import type { Request, RequestHandler, Response } from 'express';
import { maxDeposits } from '../../../domain/bank-deposits.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { depositsIn, findDeposit } from '../../../prisma/bank-files.ts';
import { countDeposit, openAgain, setAside } from '../../../prisma/count-deposits.ts';
import { countedFees, depositHistory } from '../../../prisma/counted-fees.ts';
import { readFeeId } from '../../../prisma/fees-due.ts';
import { languageOf } from '../../../web/language.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { said } from '../../portal/list-address.ts';
import { placeOf } from '../../portal/place.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { may, personIn, readerFor, readerIn } from '../signed-in.ts';
import { clerkIn, fieldsBelow, idIn, reasonIn } from './clerk.ts';
import { previewsOf } from './deposit-preview.ts';
import { depositShown } from './deposit-shown.ts';
import { feeChoices } from './fee-choices.ts';
import { settleSoon } from './settle-soon.ts';

export function deposit(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => page(services, request, response, { words: said(request.query, 'q') }),
    submit: async (request, response, next) => {
      const id = idIn(request, 'deposit-must-exist');
      const chosen = [...fieldsBelow(request, 'fee.'), ...fieldsBelow(request, 'bill.')].length;
      if (formField(request, 'step') === 'search') {
        return page(services, request, response, { words: said(request.body, 'q'), chosen: chosenIn(request) });
      }
      await orFormAgain(
        response,
        chosen === 0 ? 'q' : 'fees',
        async () => {
          const done = await inLanguage(services, request, () => press(services, request, response, id));
          response.redirect(303, `/fees/deposits/${id}?done=${done}`);
        },
        (told) => {
          const typed = { words: said(request.body ?? {}, 'q'), chosen: chosenIn(request), told };
          page(services, request, response, typed).catch(next);
        },
      );
    },
  };
}

/** Returns where the deposit stands now. Refuses: what `countDeposit`, `setAside` and `openAgain` refuse. */
async function press(services: OperationsServices, request: Request, response: Response, depositId: string) {
  const { db, clock } = services;
  const actor = clerkIn(response);
  switch (formField(request, 'step')) {
    case 'count': {
      const reader = readerFor(personIn(response), 'record-fees');
      const rememberPayer = formField(request, 'remember') === 'yes';
      const counting = { depositId, feeIds: chosenIn(request), actor, reader, rememberPayer };
      await settleSoon(services, await countDeposit(db, counting, clock.now()));
      return 'counted';
    }
    case 'set-aside':
      await setAside(db, depositId, reasonIn(request), actor, clock.now());
      return 'set-aside';
    case 'open-again':
      await openAgain(db, depositId, actor, clock.now());
      return 'waiting';
    default:
      throw new Refusal('form-must-be-from-this-page');
  }
}

/** A refusal whose sentence holds values has them in the reader's language. */
async function inLanguage<Told>(
  { pages, languageCookie }: OperationsServices,
  request: Request,
  act: () => Promise<Told>,
): Promise<Told> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal) || Object.keys(error.values).length === 0) throw error;
    const sentence = pages.translate[languageOf(request, languageCookie)](error.pattern, error.values);
    throw new Refusal(error.refusal, { sentence });
  }
}

/** The ids of the boxes that are checked. */
function chosenIn({ body }: Request): string[] {
  const names = typeof body === 'object' && body !== null ? Object.keys(body as object) : [];
  return names.filter((name) => readFeeId(name) !== null);
}

interface Typed {
  readonly words: string;
  readonly chosen?: readonly string[];
  readonly told?: ToldAgain;
}

async function page(services: OperationsServices, request: Request, response: Response, typed: Typed): Promise<void> {
  const { db, clock } = services;
  const id = idIn(request, 'deposit-must-exist');
  const sees = readerIn(response);
  const place = await placeOf(services, sees);
  const found = await findDeposit(db, id);
  const records = readerFor(personIn(response), 'record-fees');
  const isWaiting = found.state === 'waiting';
  const mayRecord = may(personIn(response), 'record-fees');
  const waiting = isWaiting ? await depositsIn(db, { fileId: found.fileId, state: 'waiting' }, maxDeposits) : [];
  const preview = (await previewsOf(db, waiting, { sees, records })).get(id);
  const chosen = typed.chosen ?? (preview?.mayCount === true ? preview.fees.map((fee) => fee.id) : []);
  const isFor = { deposit: found, reader: records, words: typed.words, chosen, today: dayInJapan(clock.now()) };
  const [counted, history] = [await countedFees(db, sees, [id]), await depositHistory(db, found)];
  show(services, request, response, 'fees/deposit', {
    title: '入金の処理',
    place,
    trail: [
      { title: '入金ファイル', href: '/fees/files' },
      { title: found.fileName, href: `/fees/files/${found.fileId}` },
      { title: found.payer },
    ],
    ...depositShown(found, preview, counted.get(id) ?? []),
    isWaiting,
    mayRecord,
    mayChoose: isWaiting && mayRecord && !found.isCancellation,
    mayBeSetAside: isWaiting && mayRecord,
    words: typed.words,
    choices: isWaiting && mayRecord ? await feeChoices(db, isFor) : null,
    remember: formField(request, 'remember') === 'yes',
    reason: formField(request, 'reason').slice(0, 4000),
    refusals: typed.told?.refusals ?? [],
    errors: typed.told?.errors ?? {},
    done: said(request.query, 'done', 20),
    history: history.map((act) => ({ ...act, what: actWords[act.kind] })),
  });
}

const actWords = {
  'deposit-counted': '保証料に充当した',
  'deposit-set-aside': '対象外にした',
  'deposit-waiting': '未処理に戻した',
} as const;
