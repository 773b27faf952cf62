/** What a command of bin/hosho is: its words, its options, and what it does. */
import type { Api } from './api.ts';
import type { Ask } from './asking.ts';
import type { KeyHolder } from './where.ts';

export interface Asked {
  readonly api: Api;
  /** What was typed after the command's name. */
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  /** Progress and warnings, for people: never on the answer's own stream. */
  readonly tell: (sentence: string) => void;
  /** Null where nobody sits at a terminal, or the answer is wanted as JSON. */
  readonly ask: Ask | null;
}

/** What `--json` prints, what people read in its place, and how the shell is told. */
export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  readonly exitCode?: number;
}

export interface Command {
  /** As it is typed, with its words: `case NUMBER`. */
  readonly usage: string;
  readonly summary: string;
  /** Its own options, as `node:util` parses them, each with what it means. */
  readonly options: Readonly<Record<string, CommandOption>>;
  readonly words: { readonly least: number; readonly most: number };
  readonly keyOf: KeyHolder;
  run(asked: Asked): Promise<Outcome>;
}

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  /** What stands for its value in the help: `DAY=HASH`. */
  readonly value?: string;
  readonly meaning: string;
}
