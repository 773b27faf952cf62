import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import type { PressBroken } from '../../services/pdf-press.ts';
import {
  type ChromiumPrinter,
  openPdfPrinter,
  type PdfPrinterSettings,
  PrintingFailed,
} from '../../services/pdf-printer.ts';
import { chromiumSettings } from '../support/chromium-settings.ts';
import { fontKinds, readPdf } from '../support/read-pdf.ts';

const open: ChromiumPrinter[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((printer) => printer.close()));
});

async function openPrinter(own: Partial<PdfPrinterSettings> = {}) {
  const replaced: PressBroken[] = [];
  const printer = await openPdfPrinter({
    ...chromiumSettings,
    pages: 1,
    onReplaced: (reason) => replaced.push(reason),
    ...own,
  });
  open.push(printer);
  return { printer, replaced };
}

const page = (body: string) => ({
  html: `<head><title>試験</title><style>@page{size:A4}body{font:11pt "BIZ UDPMincho","Noto Serif JP"}b{font-weight:700}</style></head><body>${body}</body>`,
});
const textOf = async (pdf: Promise<Uint8Array>) => (await readPdf(await pdf)).text;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('each document has its own content, in whatever order the pages get to them', async () => {
  const { printer } = await openPrinter({ pages: 2 });
  const texts = await Promise.all(Array.from({ length: 12 }, (_, n) => textOf(printer.print(page(`<p>文書${n}番`)))));
  expect(texts).toEqual(Array.from({ length: 12 }, (_, n) => `文書${n}番`));
}, 60_000);

test('bold is the real bold face, and fonts are embedded TrueType', async () => {
  const { printer } = await openPrinter();
  const pdf = await printer.print(page('<p>細い<b>太い</b>髙﨑德'));
  expect([...fontKinds(pdf)].sort()).toEqual(['CIDFontType2', 'Type0']);
  const names = new Set(
    Buffer.from(pdf)
      .toString('latin1')
      .match(/(?<=\+)BIZUDPMincho-\w+/g),
  );
  expect(names).toEqual(new Set(['BIZUDPMincho-Regular', 'BIZUDPMincho-Bold']));
  expect(pdf.length).toBeLessThan(60_000);
}, 60_000);

test('a crashed browser costs no document', async () => {
  const { printer, replaced } = await openPrinter();
  const [pid] = printer.browserPids();
  const printing = Array.from({ length: 6 }, (_, n) => textOf(printer.print(page(`<p>${n}`.padEnd(20_000, 'あ')))));
  process.kill(pid as number, 'SIGKILL');
  const texts = await Promise.all(printing);
  expect(texts.map((text) => text.slice(0, 1))).toEqual(['0', '1', '2', '3', '4', '5']);
  expect(replaced).toHaveLength(1);
  expect(printer.browserPids()).not.toContain(pid);
}, 60_000);

test('a browser that died while nothing was printed is replaced by the next document', async () => {
  const { printer } = await openPrinter();
  const [pid] = printer.browserPids();
  process.kill(pid as number, 'SIGKILL');
  expect(await textOf(printer.print(page('<p>次の文書')))).toBe('次の文書');
}, 60_000);

test('a hung browser is ended and replaced, and its document printed', async () => {
  const { printer, replaced } = await openPrinter({ timeLimitMs: 1_500 });
  const [pid] = printer.browserPids() as [number];
  process.kill(pid, 'SIGSTOP');
  expect(await textOf(printer.print(page('<p>止まっても印刷')))).toBe('止まっても印刷');
  expect(replaced).toHaveLength(1);
  expect(isRunning(pid)).toBe(false);
}, 60_000);

test('a document that no browser prints in time fails by name, and the next one is printed', async () => {
  const { printer, replaced } = await openPrinter({ timeLimitMs: 1_500 });
  const endless = page('<p>長い文書</p>'.repeat(400_000));
  await expect(printer.print(endless)).rejects.toBeInstanceOf(PrintingFailed);
  expect(replaced).toHaveLength(1);
  expect(await textOf(printer.print(page('<p>短い文書')))).toBe('短い文書');
}, 60_000);

test('a page is replaced after so many documents, within the same browser', async () => {
  const { printer } = await openPrinter({ documentsPerPage: 2 });
  const before = printer.browserPids();
  for (const n of [1, 2, 3, 4, 5]) expect(await textOf(printer.print(page(`<p>${n}枚目`)))).toBe(`${n}枚目`);
  expect(printer.browserPids()).toEqual(before);
}, 60_000);

test('scripts do not run and nothing is fetched', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { printer } = await openPrinter();
  const spoil = "document.body.textContent='書き換え'";
  const text = await textOf(
    printer.print(
      page(
        `<p onclick="1">本文<script>${spoil}</script><img src="x" onerror="${spoil}"><img src="${address}/img">` +
          `<svg onload="${spoil}"></svg><iframe src="${address}/frame"></iframe><iframe srcdoc="<script>parent.${spoil}</script>"></iframe>` +
          `<style>@import url(${address}/style); p{background:url(${address}/background)}</style><link rel="stylesheet" href="${address}/link">` +
          `<object data="${address}/object"></object><meta http-equiv="refresh" content="0;url=${address}/refresh">`,
      ),
    ),
  );
  expect(text).toContain('本文');
  expect(text).not.toContain('書き換え');
  expect(await textOf(printer.print(page('<p>次の文書')))).toBe('次の文書');
  expect(asked).toEqual([]);
  await new Promise((resolve) => server.close(resolve));
}, 60_000);

test('closing finishes what was asked for and leaves no browser', async () => {
  const { printer } = await openPrinter();
  const pids = printer.browserPids();
  const printing = textOf(printer.print(page('<p>最後の文書')));
  await printer.close();
  expect(await printing).toBe('最後の文書');
  expect(pids.map(isRunning)).toEqual([false]);
  await expect(printer.print(page('<p>遅い文書'))).rejects.toThrow('closed');
}, 60_000);
