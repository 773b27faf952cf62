/** The printer: HTML in, tagged A4 PDF out, on as many warm presses as the machine has cores. */
import { availableParallelism } from 'node:os';
import { ChromiumMissing, type ChromiumSettings } from './chromium.ts';
import { Press, PressBroken } from './pdf-press.ts';

/** A whole HTML document: title, styles, body. It names fonts of `pdf-fonts.ts` and asks for nothing over a network. */
export interface PrintableDocument {
  readonly html: string;
}

export interface PdfPrinter {
  print(document: PrintableDocument): Promise<Uint8Array>;
  /** Finishes what was asked for, then ends the browsers. */
  close(): Promise<void>;
}

export interface PdfPrinterSettings extends ChromiumSettings {
  /** Warm pages; one per core where not said. */
  readonly pages?: number;
  readonly documentsPerPage?: number;
  readonly timeLimitMs?: number;
  /** Told whenever a browser crashed or hung and is replaced. */
  readonly onReplaced?: (reason: PressBroken) => void;
}

/** The document was tried on two browsers, and neither printed it. */
export class PrintingFailed extends Error {
  constructor(cause: unknown) {
    super('The document could not be printed, on a second browser either.', { cause });
    this.name = 'PrintingFailed';
  }
}

export interface ChromiumPrinter extends PdfPrinter {
  /** The browsers that run now, one per warm page. */
  browserPids(): readonly number[];
}

/** A printer whose pages are warm when this returns. Throws ChromiumMissing where there is no browser. */
export async function openPdfPrinter(settings: PdfPrinterSettings): Promise<ChromiumPrinter> {
  const pressSettings = { documentsPerPage: 1_000, timeLimitMs: 20_000, ...settings };
  const presses = Array.from({ length: settings.pages ?? availableParallelism() }, () => new Press(pressSettings));
  const idle = [...presses];
  const waiting: ((press: Press) => void)[] = [];
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  async function print(html: string): Promise<Uint8Array> {
    const press = idle.pop() ?? (await new Promise<Press>((resolve) => waiting.push(resolve)));
    try {
      return await printOnceOrTwice(press, html, settings.onReplaced);
    } finally {
      const next = waiting.shift();
      if (next) next(press);
      else idle.push(press);
    }
  }

  try {
    await Promise.all(presses.map((press) => press.open()));
  } catch (error) {
    await Promise.all(presses.map((press) => press.close()));
    throw error;
  }
  return {
    async print({ html }) {
      if (closed) throw new Error('this printer is closed');
      const job = print(html);
      underWay.add(job);
      return job.finally(() => underWay.delete(job));
    },
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
      await Promise.all(presses.map((press) => press.close()));
    },
    browserPids: () => presses.flatMap(({ browserPid }) => browserPid ?? []),
  };
}

/** A broken press costs no document: the same one goes to the browser that replaces it, once. */
async function printOnceOrTwice(
  press: Press,
  html: string,
  onReplaced: PdfPrinterSettings['onReplaced'],
): Promise<Uint8Array> {
  try {
    return await press.print(html);
  } catch (error) {
    if (error instanceof ChromiumMissing) throw error;
    if (error instanceof PressBroken) onReplaced?.(error);
  }
  return press.print(html).catch((error) => {
    throw error instanceof ChromiumMissing ? error : new PrintingFailed(error);
  });
}
