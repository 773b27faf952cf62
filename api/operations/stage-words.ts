/** Stages in the words of the staff's screens. */
import type { Stage } from '../../domain/stages.ts';

/** The word of lists, and whom the stage waits for. */
export const stageWords: Record<Stage, { readonly word: string; readonly waitsFor: string }> = {
  applied: { word: '審査待ち', waitsFor: '審査担当者' },
  'awaiting-second-approval': { word: '二次承認待ち', waitsFor: '承認者' },
  returned: { word: '差戻し中', waitsFor: '受注者' },
  'awaiting-fee': { word: '入金待ち', waitsFor: '受注者' },
  issuing: { word: '発行中', waitsFor: 'サービス' },
  posting: { word: '掲載中', waitsFor: 'サービス' },
  posted: { word: '提出待ち', waitsFor: '受注者' },
  dispatching: { word: '交付待ち', waitsFor: '支店' },
  dispatched: { word: '交付済み', waitsFor: '―' },
  submitted: { word: '提出済み', waitsFor: '―' },
  declined: { word: '引受不可', waitsFor: '―' },
  withdrawn: { word: '取下げ', waitsFor: '―' },
  superseded: { word: '更新済み', waitsFor: '―' },
};
