/** The number and key on a key notice (認証キーのお知らせ) that somebody dropped on the page. The file is never stored. */
import { Worker } from 'node:worker_threads';
import { type NumberAndKey, numberAndKeyIn, numberAndKeyInCode } from '../../domain/key-notice-text.ts';
import { Refusal } from '../../domain/refusals.ts';
import { kindOf, type NoticeKind, pixelsOf } from './file-kind.ts';

export const maxNoticeBytes = 10_000_000;
const maxPixels = 40_000_000;
const patienceMs = 10_000;

/**
 * From a PDF its text, from a picture its 2D code.
 *
 * Refuses: `notice-must-be-given`, `notice-must-be-small-enough`, `notice-must-be-a-pdf-or-picture`,
 * `notice-must-hold-number-and-key`. Source: R-K8, R-K15.
 */
export async function readNotice(bytes: Uint8Array): Promise<NumberAndKey> {
  if (bytes.length === 0) throw refused('notice-must-be-given');
  if (bytes.length > maxNoticeBytes) throw refused('notice-must-be-small-enough');
  const kind = kindOf(bytes);
  if (kind === null) throw refused('notice-must-be-a-pdf-or-picture');
  if (kind !== 'pdf') {
    const pixels = pixelsOf(bytes, kind);
    if (pixels === null || pixels === 0) throw refused('notice-must-be-a-pdf-or-picture');
    if (pixels > maxPixels) throw refused('notice-must-be-small-enough');
  }
  const read = kind === 'pdf' ? numberAndKeyIn : numberAndKeyInCode;
  const said = (await inTurn(() => wordsIn(bytes, kind))).map(read).find((pair) => pair !== null);
  if (said === undefined) throw refused('notice-must-hold-number-and-key');
  return said;
}

type NoticeRefusal = `notice-must-${'be-given' | 'be-small-enough' | 'be-a-pdf-or-picture' | 'hold-number-and-key'}`;

function refused(name: NoticeRefusal): Refusal {
  return new Refusal(name, { field: 'notice' });
}

let before: Promise<unknown> = Promise.resolve();

/** One file after the other: many at once take no more memory than one. */
function inTurn<T>(read: () => Promise<T>): Promise<T> {
  const turn = before.then(read);
  before = turn.catch(() => null);
  return turn;
}

/** Nothing from a file that cannot be read, wants too much memory, or takes too long. */
function wordsIn(bytes: Uint8Array, kind: NoticeKind): Promise<string[]> {
  return new Promise((resolve) => {
    const reader = new Worker(new URL('./reader.ts', import.meta.url), {
      workerData: { bytes, kind },
      env: {},
      execArgv: ['--disable-warning=ExperimentalWarning'],
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      stdout: true, // what a library says of a file may quote it: it goes nowhere
      stderr: true,
    });
    const end = (words: string[]) => {
      clearTimeout(timer);
      resolve(words);
      void reader.terminate();
    };
    const timer = setTimeout(end, patienceMs, []);
    reader.once('message', end);
    reader.once('error', () => end([]));
    reader.once('exit', () => end([]));
  });
}
