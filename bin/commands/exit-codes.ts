/** How a command ends, as a shell reads it. */
export const exitCodes = {
  ok: 0,
  /** The service refused, or a check found something. */
  found: 1,
  /** The command was not understood. */
  usage: 2,
  /** Nobody answered, or the service could not. */
  unreachable: 3,
} as const;

/** Ends the command with this code and these words. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly exitCode: number;
  /** What `--json` says of it. */
  readonly told: object;

  constructor(exitCode: number, sentence: string, told: object = {}) {
    super(sentence);
    this.exitCode = exitCode;
    this.told = { error: sentence, ...told };
  }
}
