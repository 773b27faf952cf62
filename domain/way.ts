/** The way of a guarantee as a picture: what is done, where it stands, what is ahead. */
import type { Form } from './product.ts';
import { type Party, type Stage, stages } from './stages.ts';

export const wayPoints = ['application', 'approval', 'fee', 'issuance', 'posting', 'submission', 'dispatch'] as const;
export type WayPoint = (typeof wayPoints)[number];

/** As contractors read them. */
export const wayPointNames: Record<WayPoint, string> = {
  application: '申込',
  approval: '引受承認',
  fee: '入金',
  issuance: '発行',
  posting: '掲載',
  submission: '提出',
  dispatch: '交付',
};

export interface WayStep {
  readonly point: WayPoint;
  /** `now` is where it stands; `stopped` is where it ended early. */
  readonly state: 'done' | 'now' | 'ahead' | 'stopped';
  /** Who acts next, at the step where it stands. */
  readonly waitsFor: Party | null;
}

const ways: Record<Form, readonly WayPoint[]> = {
  electronic: ['application', 'approval', 'fee', 'issuance', 'posting', 'submission'],
  paper: ['application', 'approval', 'fee', 'issuance', 'dispatch'],
};

/** The steps in order. A withdrawn one stopped where it then stood: before or after its approval. */
export function wayOf({ form, stage, approved }: { form: Form; stage: Stage; approved: boolean }): readonly WayStep[] {
  const { point, ended } = standing(stage, approved);
  const way = ways[form];
  const at = point === null ? way.length : way.indexOf(point);
  return way.map((step, index) => {
    if (index !== at) return { point: step, state: index < at ? 'done' : 'ahead', waitsFor: null };
    return ended
      ? { point: step, state: 'stopped', waitsFor: null }
      : { point: step, state: 'now', waitsFor: stages[stage].waitsFor };
  });
}

/** At which step a stage stands; null: beyond the last. */
function standing(stage: Stage, approved: boolean): { point: WayPoint | null; ended: boolean } {
  if (stage === 'declined') return { point: 'approval', ended: true };
  if (stage === 'withdrawn') return { point: approved ? 'fee' : 'approval', ended: true };
  return { point: points[stage], ended: false };
}

const points: Record<Exclude<Stage, 'declined' | 'withdrawn'>, WayPoint | null> = {
  applied: 'approval',
  'awaiting-second-approval': 'approval',
  returned: 'application',
  'awaiting-fee': 'fee',
  issuing: 'issuance',
  posting: 'posting',
  posted: 'submission',
  dispatching: 'dispatch',
  dispatched: null,
  submitted: null,
  superseded: null,
};
