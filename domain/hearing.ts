/** What a case hears: the synchronous check that an update's validator makes before anything enters history. */
import { type CommandName, commandRefusals, namesIncident } from './commands.ts';
import type { RefusalName } from './refusals.ts';
import { type Stage, stages } from './stages.ts';

export interface Situation {
  readonly stage: Stage;
  /** The incident that the run waits with, if any. */
  readonly incidentId: string | null;
}

/** The refusal of a command in this situation, or null where the case hears it. */
export function refusalOf(situation: Situation, name: CommandName, incidentId: string | undefined): RefusalName | null {
  if (namesIncident(name)) {
    return situation.incidentId !== null && situation.incidentId === incidentId ? null : commandRefusals[name];
  }
  return stages[situation.stage].hears.includes(name) ? null : commandRefusals[name];
}
