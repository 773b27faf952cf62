/** The flow of the last hours in numbers: what was applied for, issued and submitted in each, and what came to each stage. */
import { type Stage, stageNames } from '../../domain/stages.ts';
import type { StageFlow } from '../../prisma/stage-totals.ts';

export const flowHours = 24;
const hourMs = 3_600_000;

/** The beginning of the first hour shown. */
export function flowFrom(now: Date): Date {
  return new Date(Math.floor(now.getTime() / hourMs) * hourMs - (flowHours - 1) * hourMs);
}

export const flowSeries = {
  applied: ['applied'],
  issued: ['posted', 'dispatched'],
  submitted: ['submitted'],
} as const satisfies Record<string, readonly Stage[]>;
export type FlowSeries = keyof typeof flowSeries;

export interface FlowHour extends Readonly<Record<FlowSeries, number>> {
  /** The hour of the day in Japan, 0 to 23. */
  readonly hour: number;
  /** How many came to each stage in this hour. */
  readonly entered: Readonly<Record<Stage, number>>;
}

/** Each of the last 24 hours with its numbers, the oldest first; the last is the hour of now. */
export function hoursOf(flow: readonly StageFlow[], now: Date): FlowHour[] {
  const from = flowFrom(now).getTime();
  return Array.from({ length: flowHours }, (_, n) => {
    const at = from + n * hourMs;
    const rows = flow.filter(({ hourAt }) => hourAt.getTime() === at);
    const entered = Object.fromEntries(
      stageNames.map((stage) => [stage, sum(rows.filter((row) => row.stage === stage).map((row) => row.entered))]),
    ) as Record<Stage, number>;
    const of = (series: FlowSeries) => sum(flowSeries[series].map((stage) => entered[stage]));
    return {
      hour: new Date(at + 9 * hourMs).getUTCHours(),
      applied: of('applied'),
      issued: of('issued'),
      submitted: of('submitted'),
      entered,
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
