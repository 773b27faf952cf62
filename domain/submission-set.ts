/** The submission set (提出セット): what a contractor hands to the authority, ready to be sent from its own mailbox. */
import { fileName } from './file-name.ts';
import type { RevisionKind } from './guarantee.ts';
import { type Product, productNames } from './product.ts';
import { allowsSending } from './sending.ts';
import {
  fillSubmissionText,
  type SubmissionChannel,
  type SubmissionProfile,
  submissionProfileFor,
} from './submission-profile.ts';

/** What the set is made of. */
export interface SubmissionFacts {
  readonly guaranteeNumber: string;
  readonly product: Product;
  readonly revisionKind: RevisionKind;
  readonly contractor: string;
  readonly authority: { readonly id: string; readonly name: string; readonly departmentId: string | null };
  readonly projectName: string;
  readonly worksNumber: string | null;
  readonly specificationNumber: string | null;
  readonly procurementNumber: string | null;
  readonly claim: ClaimInSet;
}

/** Whether a 前払金請求書 goes along: it is none of this guarantee's, it waits for the contractor's words, it goes. */
export type ClaimInSet = 'none' | 'wanting' | 'ready';

export interface SubmissionSet {
  /** null: the authority has told nobody its way; the contractor asks, and chooses. */
  readonly channel: SubmissionChannel | null;
  readonly recipient: string | null;
  readonly subject: string;
  readonly body: string;
  readonly callToConfirm: boolean;
  /** Whether number and key are wanted before the construction contract is signed. */
  readonly beforeContract: boolean;
  /** Whether the service may send it for the contractor. */
  readonly sendable: boolean;
  /** File names, the key notice first. */
  readonly keyNoticeName: string;
  readonly claim: ClaimInSet;
  readonly claimName: string;
  readonly zipName: string;
  readonly mailName: string;
}

/**
 * The set by the profile that fits best; without one, a subject and words that any authority understands. Texts are one
 * line (subject) or plain lines (body): nothing that a project's name brings along becomes a header of a mail.
 *
 * Source: R-C1 to R-C4, R-C8.
 */
export function submissionSet(facts: SubmissionFacts, profiles: readonly SubmissionProfile[]): SubmissionSet {
  const { authority, product, revisionKind } = facts;
  const wanted = { authorityId: authority.id, departmentId: authority.departmentId, product, revisionKind };
  const profile = submissionProfileFor(profiles, wanted);
  const values = { ...facts, productName: productNames[product] };
  const stem = `${productNames[product]}_${facts.guaranteeNumber}`;
  return {
    channel: profile?.channel ?? null,
    recipient: profile?.recipient ?? null,
    subject: oneLine(fillSubmissionText(profile?.subjectTemplate ?? usualSubject, values)),
    body: fillSubmissionText(profile?.bodyTemplate ?? usualBody(facts.claim), values),
    callToConfirm: profile?.callToConfirm ?? false,
    beforeContract: profile?.beforeContract ?? product === 'contract-guarantee',
    sendable: allowsSending(profile),
    keyNoticeName: fileName(`認証キーのお知らせ_${stem}.pdf`),
    claim: facts.claim,
    claimName: fileName(`${claimTitle(product)}_${facts.guaranteeNumber}.pdf`),
    zipName: fileName(`提出セット_${stem}.zip`),
    mailName: fileName(`提出メール_${stem}.eml`),
  };
}

const usualSubject = '【電子保証】{projectName} {productName}';

function usualBody(claim: ClaimInSet): string {
  const papers = claim === 'ready' ? '「認証キーのお知らせ」と請求書' : '「認証キーのお知らせ」';
  return `{contractor}です。
{projectName}の{productName}について、${papers}をお送りします。
添付のPDFに記載の保証契約番号と認証キーで、電子証書をご確認ください。`;
}

/** 前払金請求書 or 中間前払金請求書. */
export function claimTitle(product: Product): string {
  return product === 'midterm-prepayment' ? '中間前払金請求書' : '前払金請求書';
}

/** Line breaks and other control characters become spaces, several become one. */
function oneLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
