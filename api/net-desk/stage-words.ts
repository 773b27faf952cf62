/** Stages in the words of a contractor's screens: a word for lists, a sentence that says who does what next. */
import { productNames } from '../../domain/product.ts';
import { stageGroupOf } from '../../domain/stage-groups.ts';
import { type Party, type Stage, stages } from '../../domain/stages.ts';
import type { WayStep } from '../../domain/way.ts';
import { wayPicture } from '../portal/way-picture.ts';

export { productNames };

const words: Record<Stage, { word: string; next: string }> = {
  applied: { word: '審査中', next: '支店の担当者が申込の内容を確認しています。結果をお知らせするまでお待ちください。' },
  'awaiting-second-approval': {
    word: '審査中',
    next: '支店の二人目の担当者が申込の内容を確認しています。結果をお知らせするまでお待ちください。',
  },
  returned: {
    word: '差戻し',
    next: '直していただく点があります。担当者からのお知らせをご確認のうえ、直して再提出してください。',
  },
  'awaiting-fee': { word: '入金待ち', next: '保証料のお支払いをお待ちしています。入金を確認しだい、発行します。' },
  issuing: { word: '発行中', next: '発行の手続き中です。この画面は自動で新しくなります。' },
  posting: { word: '掲載中', next: '保証確認サービスへ掲載しています。到着すると認証キーが表示されます。' },
  posted: { word: '提出待ち', next: '保証契約番号と認証キーを発注者へ提出してください。' },
  dispatching: { word: '交付準備中', next: '証書（紙）をお渡しする準備をしています。' },
  dispatched: { word: '交付済み', next: '証書（紙）を交付しました。発注者へご提出ください。' },
  submitted: { word: '提出済み', next: '発注者へ提出済みです。お手続きは完了しています。' },
  declined: { word: '引受不可', next: 'この保証はお引き受けできませんでした。' },
  withdrawn: { word: '取下げ', next: 'この申込は取り下げられました。' },
  superseded: { word: '更新済み', next: '新しい履歴に置き換わりました。' },
};

const moods = { yours: 'waiting-for-you', done: 'done', closed: 'waiting' } as const;

/** The chip of a stage: its word, and the mood that gives colour and sign. */
export function stageChip(stage: Stage) {
  const group = stageGroupOf(stage);
  const moving = stages[stage].waitsFor === 'service' ? 'moving' : 'waiting';
  return { word: words[stage].word, mood: group === 'moving' ? moving : moods[group] };
}

export function nextSentence(stage: Stage): string {
  return words[stage].next;
}

/** The way as contractors see it. */
export function wayShown(steps: readonly WayStep[]) {
  return wayPicture(steps, (party) => waiting[party]);
}

const waiting: Record<Party, string> = {
  reviewer: '支店が確認中',
  'second-approver': '支店が確認中',
  contractor: 'お客様の番です',
  service: '手続き中',
  staff: '支店が準備中',
  nobody: '完了',
};
