/** A question to whoever sits at the terminal. */
import { createInterface } from 'node:readline/promises';

export type Ask = (question: string) => Promise<string>;

/** Asks on the error stream, so that the answer's own stream stays clean; null where nobody sits there. */
export function askerAt({ stdin, stderr }: Pick<NodeJS.Process, 'stdin' | 'stderr'>): Ask | null {
  if (!stdin.isTTY || !stderr.isTTY) return null;
  return async (question) => {
    const line = createInterface({ input: stdin, output: stderr });
    const ended = new Promise<string>((left) => line.once('close', () => left('')));
    const said = await Promise.race([line.question(question), ended]);
    line.close();
    return said.trim();
  };
}
