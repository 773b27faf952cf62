/** Figure: certificates through the real templates, printer and attachment, beside two bare warm pages that print the same HTML. */
import { fileURLToPath } from 'node:url';
import type { CDPSession } from 'puppeteer';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { CertificateData } from '../../domain/certificate.ts';
import { day } from '../../domain/dates.ts';
import { yen } from '../../domain/yen.ts';
import { launchChromium } from '../../services/chromium.ts';
import { attachToPdf } from '../../services/pdf-attachment.ts';
import { openPdfPrinter, type PdfPrinter } from '../../services/pdf-printer.ts';
import { renderDocument } from '../../templates/render.ts';
import { compared, type Figure, type Pair } from './figure.ts';
import { residentMegabytes } from './resident-memory.ts';

/** Where the browser is unpacked, as the local stack has it. */
const browser = { cacheDir: fileURLToPath(new URL('../../.tools/chromium', import.meta.url)) };
const pages = 2;

/** Documents a second. Nothing else should run on the machine meanwhile. */
export async function pdfService({ rounds, roundMs }: { rounds: number; roundMs: number }): Promise<Figure> {
  const printer = await openPdfPrinter({ ...browser, pages });
  const bare = await openBarePages();
  let printed = 0;
  const service = () => printCertificate(printer, printed++);
  const rendered = Array.from({ length: 100 }, (_, n) => renderDocument('certificate', certificate(n)));
  const limit = (worker: number) => bare.print(worker, rendered[printed++ % rendered.length] as string);
  try {
    await perSecond(service, 2_000); // both warm
    await perSecond(limit, 2_000);
    const pairs: Pair[] = [];
    for (let round = 0; round < rounds; round++) {
      // Who goes first alternates, so that a machine that slows down favours nobody.
      const order = round % 2 === 0 ? [service, limit] : [limit, service];
      const rates = new Map<unknown, number>();
      for (const one of order) rates.set(one, await perSecond(one, roundMs));
      pairs.push({ value: rates.get(service) ?? Number.NaN, baseline: rates.get(limit) ?? Number.NaN });
    }
    return compared('pdf-service', 'documents/s', '≥ 0.8', pairs);
  } finally {
    await printer.close();
    await bare.close();
  }
}

/** Resident memory of this process and its browsers after the last document beside that after the first ones. */
export async function pdfMemory([first, last]: readonly [number, number]): Promise<Figure> {
  const printer = await openPdfPrinter({ ...browser, pages });
  try {
    let printed = 0;
    const printUpTo = (count: number) =>
      Promise.all(
        Array.from({ length: pages }, async () => {
          while (printed < count) await printCertificate(printer, printed++);
        }),
      );
    await printUpTo(first);
    const baseline = await residentMegabytes([process.pid, ...printer.browserPids()]);
    await printUpTo(last);
    const value = await residentMegabytes([process.pid, ...printer.browserPids()]);
    return compared('pdf-memory', 'MB', '≤ 1.1', [{ value, baseline }]);
  } finally {
    await printer.close();
  }
}

/** What the documents queue does with a certificate: render, print, attach. */
async function printCertificate(printer: PdfPrinter, n: number): Promise<Uint8Array> {
  const data = certificate(n);
  return attachToPdf(await printer.print({ html: renderDocument('certificate', data) }), {
    name: 'certificate.json',
    mediaType: 'application/json',
    description: '電子証書の内容（JSON）',
    bytes: Buffer.from(canonicalJson(data)),
  });
}

/** The limit: a browser and a page for each core, the fonts of the system, two calls a document and nothing around them. */
async function openBarePages() {
  const browsers = await Promise.all(Array.from({ length: pages }, () => launchChromium(browser)));
  const sessions = await Promise.all(browsers.map(async (one) => (await one.newPage()).createCDPSession()));
  return {
    async print(worker: number, html: string): Promise<Uint8Array> {
      const session = sessions[worker] as CDPSession;
      await session.send('Runtime.evaluate', {
        expression: `document.documentElement.innerHTML = ${JSON.stringify(html)}; 0`,
      });
      const settings = { preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true };
      return Buffer.from((await session.send('Page.printToPDF', settings)).data, 'base64');
    },
    close: () => Promise.all(browsers.map((one) => one.close())),
  };
}

async function perSecond(print: (worker: number) => Promise<Uint8Array>, milliseconds: number): Promise<number> {
  const start = performance.now();
  let printed = 0;
  const workers = Array.from({ length: pages }, async (_, worker) => {
    for (; performance.now() - start < milliseconds; printed++) await print(worker);
  });
  await Promise.all(workers);
  return (printed * 1_000) / (performance.now() - start);
}

/** The leaflet's example, each time with another number: no two documents are the same. */
function certificate(n: number): CertificateData {
  return {
    schema: 'hosho/certificate/1',
    guaranteeNumber: `31074-${String(n % 100_000).padStart(5, '0')}M`,
    revision: 1,
    revisionKind: 'new',
    product: 'prepayment',
    form: 'electronic',
    contractor: `〇〇建設 株式会社`,
    jointVentureName: null,
    beneficiary: '高根沢町長',
    guaranteeAmountYen: yen(20_000_000 + n),
    guaranteePeriod: { from: null, to: day('2026-11-30') },
    worksKind: 'works',
    projectName: `●●●●工事（第${n}号）`,
    contractAmountYen: yen(50_000_000 + n),
    worksPeriod: { from: day('2026-04-02'), to: day('2026-11-30') },
    contractOn: day('2026-04-01'),
    depository: '〇〇銀行 ××支店',
    guaranteeSentence:
      '当社は、前払金保証約款の定めるところにより、上記のとおり保証契約を締結し、保証契約者が負う前払金返還の債務について保証の責めに任じます。',
    surety: {
      name: 'みらい建設保証 株式会社',
      address: '東京都中央区見本町1丁目1番1号',
      presidentTitle: '取締役社長',
      presidentName: '保証 太郎',
    },
    branch: { name: '栃木支店', telephone: '028-000-0000', fax: '028-000-0001' },
    concludedOn: day('2026-04-01'),
  };
}
