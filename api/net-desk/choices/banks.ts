/** POST /choices/banks?product=prepayment: the bank branches that a block's search finds, as a part of the form. */
import type { RequestHandler } from 'express';
import { products } from '../../../domain/product.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { banksFor } from '../../../prisma/form-choices.ts';
import { languageOf } from '../../../web/language.ts';
import { chosen } from '../../portal/list-address.ts';
import { type DeskServices, languageCookie } from '../desk-services.ts';
import { typedIn } from '../drafts/typed.ts';

/** Refuses: `address-must-exist`. */
export function bankChoices({ db, pages }: DeskServices): RequestHandler {
  return async (request, response) => {
    const product = chosen(request.query, 'product', products);
    if (product === undefined) throw new Refusal('address-must-exist');
    const typed = typedIn(request);
    const name = `${product}.bankBranchId`;
    const values = { bankBranchId: { name, value: typed[name] ?? '' }, banks: await banksFor(db, typed, product) };
    response.type('html').send(pages.fragment('choices/banks', languageOf(request, languageCookie), values));
  };
}
