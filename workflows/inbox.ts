/** What a run hears: commands checked by validators, queued for the one story, answered once recorded. */
import { allHandlersFinished, condition, defineQuery, defineUpdate, setHandler } from '@temporalio/workflow';
import type { CommandName, RecordedCommand } from '../domain/commands.ts';
import { refusalOf, type Situation } from '../domain/hearing.ts';
import { refusalFailure } from './failure.ts';
import { type CommandMessage, type Progress, progressQueryName } from './messages.ts';

export interface Inbox {
  /** Records every command that waits, in turn, and answers who sent it. */
  readonly recordWaiting: () => Promise<void>;
  /** Resolves when a command waits. */
  readonly somethingWaits: () => Promise<void>;
  /** Waits with an incident, recording whatever comes, until a retry or resolution of it was applied. */
  readonly incidentSettled: (incidentId: string) => Promise<'retry' | 'resolve'>;
  /** Resolves when nobody waits for an answer any more. */
  readonly everyoneIsAnswered: () => Promise<void>;
}

/** What the run's state is to its inbox: read by validators and the query, moved on by what is recorded. */
export interface CaseState extends Situation {
  stage: Situation['stage'];
  incidentId: string | null;
}

/** A command as it was recorded in the tables. */
export type Recorded = RecordedCommand & { readonly name: CommandName };

/**
 * Opens a handler for each command named. Validators refuse what the situation does not allow, before history.
 * A handler only queues: nobody but the story calls `record`.
 */
export function openInbox(
  names: readonly CommandName[],
  state: CaseState,
  record: (command: CommandMessage) => Promise<Recorded>,
): Inbox {
  const waiting: CommandMessage[] = [];
  const answers = new Map<string, RecordedCommand>();
  for (const name of names) openHandler(name);

  return {
    recordWaiting: async () => {
      while (waiting.length > 0) await recordFirst();
    },
    somethingWaits: () => condition(() => waiting.length > 0),
    incidentSettled: async (incidentId) => {
      state.incidentId = incidentId;
      for (;;) {
        await condition(() => waiting.length > 0);
        const recorded = await recordFirst();
        if (recorded.state === 'refused') continue;
        if (recorded.name !== 'retry' && recorded.name !== 'resolve') continue;
        state.incidentId = null;
        return recorded.name;
      }
    },
    everyoneIsAnswered: () => condition(allHandlersFinished),
  };

  function openHandler(name: CommandName): void {
    setHandler(
      defineUpdate<RecordedCommand, [CommandMessage]>(name),
      async (message) => {
        waiting.push(message);
        await condition(() => answers.has(message.commandId));
        return answers.get(message.commandId) as RecordedCommand;
      },
      {
        validator: (message) => {
          const refusal = refusalOf(state, name, message.incidentId);
          if (refusal !== null) throw refusalFailure(refusal);
        },
      },
    );
  }

  async function recordFirst(): Promise<Recorded> {
    const message = waiting.shift() as CommandMessage;
    const recorded = await record(message);
    state.stage = recorded.stage;
    answers.set(message.commandId, { state: recorded.state, refusal: recorded.refusal, stage: recorded.stage });
    return recorded;
  }
}

/** Answers the query `progress`. */
export function answerProgress(progress: () => Progress): void {
  setHandler(defineQuery<Progress>(progressQueryName), progress);
}
