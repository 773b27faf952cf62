/** The running summary beside the form: ratio, fee, time, and whether the authority takes an electronic guarantee. */
import { electronicAcceptance } from '../../../domain/acceptance.ts';
import { applicationBody, chosenProducts, type TypedApplication } from '../../../domain/application-form.ts';
import { constructionContractSchema } from '../../../domain/construction-contract.ts';
import { type Day, dayInJapan, parseDay } from '../../../domain/dates.ts';
import { feeBasis, guaranteeFee } from '../../../domain/fee.ts';
import { type Product, productNames } from '../../../domain/product.ts';
import { ratioText } from '../../../domain/ratio.ts';
import { yen } from '../../../domain/yen.ts';
import type { Database } from '../../../prisma/database.ts';
import { acceptanceRules, feeTableOn } from '../../../prisma/registers.ts';
import { acceptanceChip } from '../acceptance-words.ts';
import type { DeskServices } from '../desk-services.ts';
import { timingOfDraft } from './timing-of-draft.ts';

/** A summary for each ticked product, of what can be told by now. */
export async function summaryOf(services: DeskServices, typed: TypedApplication) {
  const body = applicationBody(typed);
  return Promise.all(chosenProducts(typed).map((product) => ofProduct(services, product, body)));
}

async function ofProduct({ db, clock }: DeskServices, product: Product, body: ReturnType<typeof applicationBody>) {
  const today = dayInJapan(clock.now());
  const terms = body.guarantees.find((each) => each.product === product) as Record<string, unknown> | undefined;
  const amountYen = typeof terms?.amountYen === 'number' ? yen(terms.amountYen) : null;
  const base = [terms?.currentYearBaseYen, body.contract.amountYen].find(
    (each) => typeof each === 'number' && each > 0,
  );
  const contract = constructionContractSchema.safeParse(body.contract);
  return {
    product: productNames[product],
    /** 40.0%; null until both amounts can be read. */
    ratio: amountYen === null || base === undefined ? null : ratioText(amountYen, yen(base as number)),
    // Works that end before the contract are refused; until they are mended there is no fee to tell.
    feeYen:
      amountYen === null || !contract.success || contract.data.worksToOn < contract.data.contractOn
        ? null
        : guaranteeFee(feeBasis({ product, amountYen }, contract.data), await feeTableOn(db, today)),
    acceptance: await acceptanceOf(db, product, body.contract, today),
    timing: await timingOfDraft({ db, clock }, product, body),
  };
}

/** Whether the authority takes an electronic guarantee for this contract, as soon as it is chosen; null before. */
async function acceptanceOf(db: Database, product: Product, contract: Record<string, unknown>, today: Day) {
  const { authorityId, departmentId, contractOn, noticeOn } = contract;
  if (typeof authorityId !== 'string') return null;
  const authority = await db.authority.findUnique({ where: { id: authorityId }, select: { name: true } });
  if (authority === null) return null;
  const dayIn = (typed: unknown) => (typeof typed === 'string' ? parseDay(typed) : null);
  const verdict = electronicAcceptance(await acceptanceRules(db, authorityId), {
    contract: {
      authorityId,
      departmentId: typeof departmentId === 'string' ? departmentId : null,
      contractOn: dayIn(contractOn),
      noticeOn: dayIn(noticeOn),
    },
    originalContractOn: dayIn(contractOn),
    product,
    today,
  });
  return { ...acceptanceChip(verdict), authority: authority.name, basis: verdict.basis, source: verdict.source };
}
