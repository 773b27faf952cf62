/** A warm page: fonts loaded once, documents swapped in one after the other, scripts and network off. */
import { readFile } from 'node:fs/promises';
import type { Browser, CDPSession, HTTPRequest, Page } from 'puppeteer';
import { type PdfFont, pdfFonts } from './pdf-fonts.ts';

export interface WarmPage {
  /** The document as a tagged PDF; its `<title>` becomes the file's title, Japanese its language. */
  print(html: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Old documents pile up in the page until it collects them: 150 MB instead of 50. A collection costs what one print costs. */
const documentsBetweenCollections = 50;

const origin = 'http://print.invalid';
const policy = `default-src 'none'; style-src 'unsafe-inline'; font-src ${origin}`;
const emptyDocument = '<!doctype html><html lang="ja"><head></head><body></body></html>';

/** A page ready to print. What it asks for is answered here or not at all: nothing reaches a network. */
export async function openWarmPage(browser: Browser): Promise<WarmPage> {
  const fonts = pdfFonts();
  const page = await browser.newPage();
  page.on('request', (request) => void answer(request, fonts).catch(() => undefined)); // fails only with the page itself
  await page.setRequestInterception(true);
  await page.goto(`${origin}/`);
  await loadFonts(page, fonts);
  await page.setJavaScriptEnabled(false);
  const session = await page.createCDPSession();
  let printed = 0;
  return {
    async print(html) {
      const pdf = await print(session, html);
      printed += 1;
      if (printed % documentsBetweenCollections === 0) await session.send('HeapProfiler.collectGarbage');
      return pdf;
    },
    close: () => page.close(),
  };
}

async function answer(request: HTTPRequest, fonts: readonly PdfFont[]): Promise<void> {
  const { pathname, origin: asked } = new URL(request.url());
  if (asked === origin && pathname === '/' && request.isNavigationRequest()) {
    const headers = { 'content-security-policy': policy };
    return request.respond({ contentType: 'text/html; charset=utf-8', headers, body: emptyDocument });
  }
  const font = fonts.find(({ postScriptName }) => asked === origin && pathname === `/${postScriptName}.ttf`);
  if (font === undefined) return request.abort();
  return request.respond({ contentType: 'font/ttf', body: await readFile(font.file) });
}

/** Takes each face from the system where it has it (Linux: by our font settings), else from us; keeps it for the page's life. */
async function loadFonts(page: Page, fonts: readonly PdfFont[]): Promise<void> {
  const faces = fonts.map(({ family, weight, postScriptName }) => ({
    family,
    weight: String(weight),
    source: `local("${postScriptName}"), url("/${postScriptName}.ttf")`,
  }));
  await page.evaluate(async (wanted) => {
    for (const { family, weight, source } of wanted) {
      document.fonts.add(await new FontFace(family, source, { weight }).load());
    }
  }, faces);
}

/** Two calls to the browser, no more: Puppeteer's own `page.pdf` asks five times and streams the answer. */
async function print(session: CDPSession, html: string): Promise<Uint8Array> {
  const swapped = await session.send('Runtime.evaluate', {
    expression: `document.documentElement.innerHTML = ${JSON.stringify(html)}; document.fonts.status`,
  });
  if (swapped.result.value !== 'loaded') throw new Error('the page could not take the document');
  const printed = await session.send('Page.printToPDF', {
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: false,
    transferMode: 'ReturnAsBase64',
  });
  return Buffer.from(printed.data, 'base64');
}
