/** The stages as a contractor sorts them: what waits for me, what moves, what is done, what ended otherwise. */
import { type Stage, stageNames, stages } from './stages.ts';

export const stageGroups = ['yours', 'moving', 'done', 'closed'] as const;
export type StageGroup = (typeof stageGroups)[number];

export const stageGroupNames: Record<StageGroup, string> = {
  yours: 'お手続きが必要',
  moving: '手続き中',
  done: '完了',
  closed: '取下げ・引受不可など',
};

const done: readonly Stage[] = ['submitted', 'dispatched'];

export function stageGroupOf(stage: Stage): StageGroup {
  if (done.includes(stage)) return 'done';
  if (stages[stage].waitsFor === 'nobody') return 'closed';
  return stages[stage].waitsFor === 'contractor' ? 'yours' : 'moving';
}

export function stagesIn(group: StageGroup): readonly Stage[] {
  return stageNames.filter((stage) => stageGroupOf(stage) === group);
}
