/** The running summary beside the form: ratio, fee and whether the authority takes an electronic guarantee. */
import { electronicAcceptance } from '../../../domain/acceptance.ts';
import { applicationBody, chosenProducts, type TypedApplication } from '../../../domain/application-form.ts';
import { constructionContractSchema } from '../../../domain/construction-contract.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { feeBasis, guaranteeFee } from '../../../domain/fee.ts';
import { type Product, productNames } from '../../../domain/product.ts';
import { ratioText } from '../../../domain/ratio.ts';
import { yen } from '../../../domain/yen.ts';
import { acceptanceRules, feeTableOn } from '../../../prisma/registers.ts';
import type { DeskServices } from '../desk-services.ts';

export interface ProductSummary {
  readonly product: string;
  /** 40.0%; null until both amounts can be read. */
  readonly ratio: string | null;
  readonly feeYen: number | null;
  /** Whether this authority takes an electronic guarantee for this contract; null until that can be told. */
  readonly acceptance: {
    readonly verdict: 'yes' | 'no' | 'ask';
    readonly reason: string;
    readonly mood: string;
  } | null;
}

/** A summary for each ticked product, of what can be told by now. */
export async function summaryOf(services: DeskServices, typed: TypedApplication): Promise<ProductSummary[]> {
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
  const rules = contract.success ? await acceptanceRules(db, contract.data.authorityId) : [];
  return {
    product: productNames[product],
    ratio: amountYen === null || base === undefined ? null : ratioText(amountYen, yen(base as number)),
    feeYen:
      amountYen === null || !contract.success
        ? null
        : guaranteeFee(feeBasis({ product, amountYen }, contract.data), await feeTableOn(db, today)),
    acceptance: contract.success
      ? withMood(
          electronicAcceptance(rules, {
            contract: contract.data,
            originalContractOn: contract.data.contractOn,
            product,
            today,
          }),
        )
      : null,
  };
}

function withMood<Verdict extends { verdict: 'yes' | 'no' | 'ask' }>(verdict: Verdict) {
  const moods = { yes: 'done', no: 'stuck', ask: 'waiting-for-you' } as const;
  const words = { yes: '電子保証に対応', no: '紙の証書のみ', ask: '発注者へ確認' } as const;
  return { ...verdict, mood: moods[verdict.verdict], word: words[verdict.verdict] };
}
