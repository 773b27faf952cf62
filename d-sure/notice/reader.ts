/**
 * Reads one file in a thread of its own, which has no settings and no memory without end, and is ended when it takes long:
 * a stranger made the file. PDFs by pdf.js, which is JavaScript; 2D codes by ZXing in WebAssembly, which decodes PNG and JPEG
 * itself: neither can reach further than its own memory.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { NoticeKind } from './file-kind.ts';

/** A notice is one page; whatever a file has behind its third is no notice. */
const maxPages = 3;

const { bytes, kind } = workerData as { bytes: Uint8Array; kind: NoticeKind };
const { resolve } = createRequire(import.meta.url);

parentPort?.postMessage(kind === 'pdf' ? await textOf(bytes) : await codesIn(bytes));

/** The words of the PDF, as one text. */
async function textOf(data: Uint8Array): Promise<string[]> {
  const folder = dirname(resolve('pdfjs-dist/package.json'));
  const pdf = await getDocument({
    data: Uint8Array.from(data),
    verbosity: VerbosityLevel.ERRORS,
    useSystemFonts: false,
    disableFontFace: true,
    cMapUrl: `${join(folder, 'cmaps')}/`,
    cMapPacked: true,
  }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= Math.min(pdf.numPages, maxPages); number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
  }
  return [pages.join('\n')];
}

/** What the 2D codes in the picture say. */
async function codesIn(picture: Uint8Array): Promise<string[]> {
  const wasmBinary = await readFile(resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasmBinary).buffer } });
  const codes = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 4 });
  return codes.filter(({ isValid }) => isValid).map(({ text }) => text);
}
