/** How a command is brought to its run, and how far it came. */
import type { CommandName, RecordedCommand } from './commands.ts';
import type { RefusalName } from './refusals.ts';
import type { Stage } from './stages.ts';

/** The run that a command goes to, and how to get it there. */
export interface CommandDelivery {
  /** Set where a mail's own run waits; the revision's run otherwise. */
  readonly mailId: string | null;
  readonly input: {
    readonly guaranteeId: string;
    readonly revision: number;
    readonly resumeFrom: Stage;
    readonly epoch: number;
  };
  readonly name: CommandName;
  readonly message: { readonly commandId: string; readonly incidentId?: string };
}

/** `ended`: the run is over, the tables alone decide. `unanswered`: Temporal or the worker is away. */
export type Delivered =
  | { readonly kind: 'recorded'; readonly outcome: RecordedCommand }
  | { readonly kind: 'refused'; readonly refusal: RefusalName }
  | { readonly kind: 'ended' }
  | { readonly kind: 'unanswered' };
