/** The cards of what waits for a contractor: which case, what to know, and the one press that helps. */
import type { Moment } from '../../domain/clock-times.ts';
import { type Day, daysBetween } from '../../domain/dates.ts';
import type { Asked, EndingSoon, OpenCase } from '../../prisma/desk-home.ts';
import type { Unread } from '../../prisma/messages.ts';
import type { PaperAsked } from '../../prisma/papers-asked.ts';
import { clockText, dayText, yenText } from '../../web/formats.ts';
import type { Language, Translate } from '../../web/translations.ts';
import { attachmentsAddress, guaranteeAddress, resubmissionAddress } from './follow-addresses.ts';
import { productNames } from './stage-words.ts';

/** In whose words, and on which day. */
export interface Saying {
  readonly today: Day;
  readonly language: Language;
  readonly t: Translate;
}

type Named = Pick<OpenCase, 'id' | 'guaranteeNumber' | 'product' | 'projectName' | 'authorityName'>;

export function aboutCase({ id, guaranteeNumber, product, projectName, authorityName }: Named) {
  return {
    href: guaranteeAddress(id),
    title: projectName,
    about: { product: productNames[product], number: guaranteeNumber, authority: authorityName },
  };
}

export function correctionCard(asked: Asked) {
  const card = { id: `asked-${asked.id}`, ...aboutCase(asked), mood: 'waiting-for-you' };
  return { ...card, word: '補正依頼', remark: asked.reason, action: '理由を見て対応する' };
}

/** A paper that the branch asked for: one press from where it is enclosed; a reader is led to the case. */
export function paperCard(asked: PaperAsked, { mayAct }: { readonly mayAct: boolean }) {
  const card = { id: `paper-${asked.id}`, ...aboutCase(asked), mood: 'waiting-for-you', word: '書類の依頼' };
  const [first = ''] = asked.words.split('\n');
  const remark = first.slice(0, 200);
  return mayAct
    ? { ...card, remark, href: attachmentsAddress(asked.id), action: '書類を添付する' }
    : { ...card, remark, action: '内容を見る' };
}

/** Words of the branch that the person has not seen; the first line of the newest. */
export function messageCard(unread: Unread, { t }: Saying) {
  const [first = ''] = unread.words.split('\n');
  const remark = t('新しいメッセージ {count}件：{words}', { count: unread.count, words: first.slice(0, 80) });
  const card = { id: `message-${unread.id}`, ...aboutCase(unread), mood: 'waiting-for-you' };
  return { ...card, href: `${card.href}#messages`, word: '支店からのメッセージ', remark, action: 'メッセージを読む' };
}

/** `mayAct`: whether the person may press what it leads to; a reader is led to what was said. */
export function openCard(
  open: OpenCase,
  { mayAct, ...say }: Saying & { readonly cutOff: Moment | null; readonly mayAct: boolean },
) {
  const card = { id: `open-${open.id}`, ...aboutCase(open), mood: 'waiting-for-you' };
  if (open.stage === 'returned') {
    const returned = { ...card, word: '差戻し', remark: open.reason };
    return mayAct
      ? { ...returned, href: resubmissionAddress(open.id), action: '直して再提出' }
      : { ...returned, action: '理由を見る' };
  }
  if (open.stage === 'awaiting-fee') {
    return { ...card, word: '保証料のお支払い', remark: feeRemark(open, say), action: 'お支払いを確認する' };
  }
  return { ...card, word: '提出してください', remark: submissionRemark(open, say), action: '提出のしかたを見る' };
}

/** With the fee that is due, and until when it still counts for that day's issue (R-N4). */
function feeRemark({ feeYen }: OpenCase, { t, language, today, cutOff }: Saying & { cutOff: Moment | null }): string {
  const amount = feeYen === null ? '' : t('保証料 {amount}。', { amount: yenText(language, feeYen) });
  if (cutOff === null) return `${amount}${t('入金を確認しだい発行します。')}`;
  const [on, at] = [dayText(language, cutOff.on), clockText(cutOff.at)];
  return cutOff.on === today
    ? `${amount}${t('本日{at}までにお支払いいただくと、本日中に発行します。', { at })}`
    : `${amount}${t('{on}の{at}までにお支払いいただくと、その日に発行します。', { on, at })}`;
}

/** A contract guarantee is wanted before the contract is signed, a prepayment's with the claim after it (R-B1). */
function submissionRemark({ product, contractOn }: OpenCase, { today, language, t }: Saying): string {
  if (product !== 'contract-guarantee' || contractOn < today) return t('認証キーをご用意しました。');
  const left = daysBetween(today, contractOn);
  const on = dayText(language, contractOn);
  return left === 0
    ? t('請負契約日（{on}）は今日です。', { on })
    : t('請負契約日（{on}）まで残り{left}日です。', { on, left });
}

export function endingCard(ending: EndingSoon, { today, language, t }: Saying) {
  const on = dayText(language, ending.worksToOn);
  const left = daysBetween(today, ending.worksToOn);
  const remark = t('工期は{on}までです（残り{left}日）。工期を延ばすときは、保証の変更が必要です。', { on, left });
  const card = { id: `ending-${ending.id}`, ...aboutCase(ending), mood: 'waiting-for-you' };
  return { ...card, word: 'まもなく工期末', remark, action: '保証を見る' };
}
