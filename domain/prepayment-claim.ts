/** The claim for a prepayment (前払金請求書) that goes to the authority with the key: what it says, and of whom. */
import { z } from 'zod';
import type { CertificateData } from './certificate.ts';
import type { Day } from './dates.ts';
import { digitsField, printedTextField, telephoneField } from './fields.ts';
import type { RevisionKind } from './guarantee.ts';
import type { Product } from './product.ts';
import { type FieldRefusal, refuse } from './refusals.ts';
import { shapeRefusals } from './shape-refusals.ts';
import { normaliseWidth } from './text.ts';
import { type Yen, yen } from './yen.ts';

/** 別口普通預金 is the account that prepayments are paid into (R-U1). */
export const accountKinds = ['separate-ordinary', 'ordinary', 'current'] as const;
export type AccountKind = (typeof accountKinds)[number];
export const accountKindNames: Record<AccountKind, string> = {
  'separate-ordinary': '別口普通預金',
  ordinary: '普通預金',
  current: '当座預金',
};

/** What only the contractor knows. Without a seal the authority checks by telephone: two people stand by the claim (C22). */
export const claimEntriesSchema = z.strictObject({
  representative: printedTextField('Post and name of who claims: 代表取締役 見本 一郎.'),
  responsiblePerson: printedTextField('発行責任者.'),
  responsibleTelephone: telephoneField('The authority calls it, for the claim bears no seal.'),
  officer: printedTextField('担当者.'),
  officerTelephone: telephoneField('The authority calls it, for the claim bears no seal.'),
  accountKind: z.enum(accountKinds),
  /** null with the holder: the account is told in another way. */
  accountNumber: digitsField('Number of the account.').nullable(),
  accountHolder: printedTextField('口座名義.').nullable(),
});
export type ClaimEntries = z.infer<typeof claimEntriesSchema>;
export type ClaimEntryField = keyof ClaimEntries;

/** Everything that a claim says. */
export interface ClaimContent {
  readonly certificate: CertificateData;
  readonly contractorAddress: string;
  readonly claimedYen: Yen;
  readonly claimedOn: Day;
  readonly entries: ClaimEntries;
}

interface Issuance {
  readonly kind: RevisionKind;
  readonly amountYen: number;
}

/**
 * What is claimed with the newest of these issuances, oldest first: all of the first one, of an amendment what it adds;
 * a correction stands in the place of what it corrects. Null where there is nothing to claim: a contract guarantee, a
 * decrease, an end. Source: R-C7, R-M1.
 */
export function claimedYen(product: Product, issuances: readonly Issuance[]): Yen | null {
  const newest = issuances.at(-1);
  if (product === 'contract-guarantee' || newest === undefined) return null;
  const before = issuances.slice(0, -1);
  switch (newest.kind) {
    case 'new':
      return yen(newest.amountYen);
    case 'amendment': {
      const added = newest.amountYen - (before.at(-1)?.amountYen ?? 0);
      return added > 0 ? yen(added) : null;
    }
    case 'correction': {
      const corrected = before.at(-1);
      if (corrected === undefined) return yen(newest.amountYen);
      return claimedYen(product, [...before.slice(0, -1), { ...corrected, amountYen: newest.amountYen }]);
    }
    default:
      return null;
  }
}

/** What was typed, as it is kept; or what is wrong with it, beside each field. An account is told whole or not at all. */
export function readClaimEntries(
  typed: Readonly<Record<ClaimEntryField, string>>,
): { entries: ClaimEntries } | { refusals: readonly FieldRefusal[] } {
  const orNull = (text: string) => (text === '' ? null : text);
  const body = {
    ...typed,
    responsibleTelephone: normaliseWidth(typed.responsibleTelephone),
    officerTelephone: normaliseWidth(typed.officerTelephone),
    accountNumber: orNull(normaliseWidth(typed.accountNumber)),
    accountHolder: orNull(typed.accountHolder),
  };
  const read = claimEntriesSchema.safeParse(body);
  if (!read.success) return { refusals: shapeRefusals(read.error, body) };
  const { accountNumber, accountHolder } = read.data;
  if (accountNumber === null && accountHolder !== null)
    return { refusals: [refuse('field-must-be-given', 'accountNumber')] };
  if (accountNumber !== null && accountHolder === null)
    return { refusals: [refuse('field-must-be-given', 'accountHolder')] };
  return { entries: read.data };
}
