/** Every stage of a revision: whom it waits for, what it may become, and which commands it hears. */
import type { CommandName } from './commands.ts';

export const stageNames = [
  'applied',
  'awaiting-second-approval',
  'returned',
  'awaiting-fee',
  'issuing',
  'posting',
  'posted',
  'dispatching',
  'dispatched',
  'submitted',
  'declined',
  'withdrawn',
  'superseded',
] as const;
export type Stage = (typeof stageNames)[number];

export type Party = 'reviewer' | 'second-approver' | 'contractor' | 'service' | 'staff' | 'nobody';

type StageRule = { waitsFor: Party; mayBecome: readonly Stage[]; hears: readonly CommandName[]; title: string };

/** One table for the workflow, the screens and the tests (design, section 4). */
export const stages: Record<Stage, StageRule> = {
  applied: {
    waitsFor: 'reviewer',
    mayBecome: ['awaiting-second-approval', 'awaiting-fee', 'returned', 'declined', 'withdrawn'],
    hears: ['approve', 'return', 'decline', 'withdraw'],
    title: '審査を待っています',
  },
  'awaiting-second-approval': {
    waitsFor: 'second-approver',
    mayBecome: ['awaiting-fee', 'returned', 'declined', 'withdrawn'],
    hears: ['approve', 'return', 'decline', 'withdraw'],
    title: '二人目の承認を待っています',
  },
  returned: {
    waitsFor: 'contractor',
    mayBecome: ['applied', 'withdrawn'],
    hears: ['resubmit', 'withdraw'],
    title: '差戻し：お客様の修正を待っています',
  },
  'awaiting-fee': {
    waitsFor: 'contractor',
    mayBecome: ['issuing', 'withdrawn'],
    hears: ['recordFeePayment', 'withdraw'],
    title: '保証料の入金を待っています',
  },
  issuing: { waitsFor: 'service', mayBecome: ['posting', 'dispatching'], hears: [], title: '発行の手続き中です' },
  posting: { waitsFor: 'service', mayBecome: ['posted'], hears: [], title: '閲覧サービスへ掲載しています' },
  posted: {
    waitsFor: 'contractor',
    mayBecome: ['submitted', 'superseded'],
    hears: ['recordSubmission', 'supersede'],
    title: '発行済み：発注者への提出を待っています',
  },
  dispatching: {
    waitsFor: 'staff',
    mayBecome: ['dispatched'],
    hears: ['recordDispatch'],
    title: '証書（紙）の交付を待っています',
  },
  dispatched: { waitsFor: 'nobody', mayBecome: [], hears: [], title: '証書（紙）を交付しました' },
  submitted: { waitsFor: 'nobody', mayBecome: [], hears: [], title: '発注者へ提出しました' },
  declined: { waitsFor: 'nobody', mayBecome: [], hears: [], title: '引受不可' },
  withdrawn: { waitsFor: 'nobody', mayBecome: [], hears: [], title: '取下げ' },
  superseded: { waitsFor: 'nobody', mayBecome: [], hears: [], title: '新しい履歴に置き換わりました' },
};

/** Whether the run of a revision at this stage has nothing more to do. */
export function isEnd(stage: Stage): boolean {
  return stages[stage].mayBecome.length === 0;
}

/** Whether a revision may move so. */
export function mayBecome(from: Stage, to: Stage): boolean {
  return stages[from].mayBecome.includes(to);
}
