/** Figures: from a stage's change until the staff's screens show it, in real browsers; and until their streams hear of it. */
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Browser, Page } from 'puppeteer';
import { launchChromium } from '../../services/chromium.ts';
import type { BenchStack } from './bench-stack.ts';
import { cookieOf, signInAtDesk, signInAtOperations } from './desk-visitor.ts';
import { approvedSql, type Heard, openStream, streamsOfASession, untilHeard } from './event-stream.ts';
import { besides, type Figure, median, percentile, reported } from './figure.ts';

/** Where the browser is unpacked, as the local stack has it. */
const cacheDir = fileURLToPath(new URL('../../.tools/chromium', import.meta.url));
/** The word of both pages for what is not approved yet. */
const before = '審査待ち';

/**
 * A guarantee is applied for and approved, again and again. Each time the list and the case's page stand open in Chromium,
 * and the change counts when its words stand on the page; the list takes up news every two seconds at most. Beside them
 * `streams` are open, two of each person kept back for the screens; the baseline is one stream of the contractor at Net Desk.
 */
export async function staffScreens(
  { service, desk, operations }: BenchStack,
  { streams, cases }: { readonly streams: number; readonly cases: number },
): Promise<Figure[]> {
  const { url, emails, password, totpSecret } = operations;
  const people: ReadonlyMap<string, string>[] = [];
  for (const email of emails) people.push(await signInAtOperations({ url, email, password }, totpSecret));
  const heard: Heard[] = [];
  const heardAtDesk: Heard[] = [];
  const open = [
    await openStream(`${desk.url}/events`, (await signInAtDesk(desk)).cookie, (one) => heardAtDesk.push(one)),
  ];
  const most = people.length * (streamsOfASession - 2);
  for (let n = 0; n < Math.min(streams, most); n++) {
    const cookie = cookieOf(people[n % people.length] as ReadonlyMap<string, string>);
    open.push(await openStream(`${url}/events`, cookie, (one) => heard.push(one)));
  }
  const tables = new Client({ connectionString: desk.database });
  await tables.connect();
  const browser = await launchChromium({ cacheDir, reaches: 'localhost' });
  try {
    const reader = people[0] as ReadonlyMap<string, string>;
    const [list, caseFile] = [await windowOf(browser, url, reader), await windowOf(browser, url, reader)];
    await list.goto(`${url}/guarantees`);
    const times = { stream: [] as number[], desk: [] as number[], list: [] as number[], caseFile: [] as number[] };
    for (let n = 0; n < cases; n++) {
      const id = await service.apply();
      await caseFile.goto(`${url}/guarantees/${id}`);
      await list.waitForSelector(`#row-${id}`);
      const shown = [changedOn(list, `#row-${id}`), changedOn(caseFile, '#case [role="status"]')] as const;
      await service.approve(id);
      const { rows } = await tables.query<{ at: Date }>(approvedSql, [id]);
      const changedAt = rows[0]?.at.getTime() ?? Number.NaN;
      const after = (all: readonly Heard[]) => all.filter((one) => one.guaranteeId === id && one.at >= changedAt);
      await untilHeard(() => after(heard).length >= open.length - 1 && after(heardAtDesk).length > 0);
      const ms = (at: number | undefined) => (at ?? Number.NaN) - changedAt;
      times.stream.push(
        ...after(heard)
          .slice(0, open.length - 1)
          .map(({ at }) => ms(at)),
      );
      times.desk.push(ms(after(heardAtDesk)[0]?.at));
      times.list.push(ms(await shown[0]));
      times.caseFile.push(ms(await shown[1]));
      await service.cameTo(id, 'mailed', 20);
      heard.length = 0;
      heardAtDesk.length = 0;
    }
    const [stream, baseline] = [times.stream, times.desk];
    return [
      besides('change-to-staff-stream-p50', 'ms', { value: median(stream), baseline: median(baseline) }),
      besides('change-to-staff-stream-p99', 'ms', { value: p99(stream), baseline: p99(baseline) }),
      ...shownFigures('change-to-staff-list', times.list, baseline),
      ...shownFigures('change-to-staff-case', times.caseFile, baseline),
    ];
  } finally {
    await browser.close();
    await tables.end();
    for (const close of open) close();
  }
}

const p99 = (values: readonly number[]) => percentile(values, 0.99);

function shownFigures(name: string, values: readonly number[], baseline: readonly number[]): Figure[] {
  return [
    besides(`${name}-p50`, 'ms', { value: median(values), baseline: median(baseline) }),
    { ...reported(`${name}-p99`, 'ms', null, values), value: p99(values) },
  ];
}

/** A window of its own, signed in: what stands behind another tab does not listen. */
async function windowOf(browser: Browser, url: string, cookies: ReadonlyMap<string, string>): Promise<Page> {
  const domain = new URL(url).hostname;
  const context = await browser.createBrowserContext();
  await context.setCookie(...[...cookies].map(([name, value]) => ({ name, value, domain, url })));
  return context.newPage();
}

/** When this part of the page has lost the word of an application that waits, by the clock of this machine. */
function changedOn(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    (part, word) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const text = document.querySelector(part)?.textContent ?? word;
          if (text.includes(word)) return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true });
        look();
      }),
    selector,
    before,
  );
}
