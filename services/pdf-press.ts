/** A press: a browser of its own with one warm page in it. What breaks is thrown away, and the next document gets a new one. */
import { once } from 'node:events';
import type { Browser } from 'puppeteer';
import { type ChromiumSettings, launchChromium } from './chromium.ts';
import { openWarmPage, type WarmPage } from './pdf-page.ts';

export interface PressSettings extends ChromiumSettings {
  /** A page is replaced after so many documents, so that memory stays flat. */
  readonly documentsPerPage: number;
  /** A print that takes longer counts as hung. */
  readonly timeLimitMs: number;
}

/** The browser crashed or hung. It is gone already; the document is not to blame until it happens again. */
export class PressBroken extends Error {
  constructor(cause: unknown) {
    super('The browser that was printing crashed or hung.', { cause });
    this.name = 'PressBroken';
  }
}

interface OpenPress {
  readonly browser: Browser;
  page: WarmPage;
  printed: number;
}

export class Press {
  readonly #settings: PressSettings;
  #opening: Promise<OpenPress> | null = null;
  #pid: number | null = null;

  constructor(settings: PressSettings) {
    this.#settings = settings;
  }

  /** The browser's process, null while none runs. */
  get browserPid(): number | null {
    return this.#pid;
  }

  /** Ready to print when it returns. Starts a browser where none runs. Throws ChromiumMissing where there is none. */
  async open(): Promise<OpenPress> {
    this.#opening ??= this.#start();
    return this.#opening.catch((error) => {
      this.#opening = null;
      throw error;
    });
  }

  /** The document as a PDF. Throws PressBroken when the browser crashed or hung. One document at a time. */
  async print(html: string): Promise<Uint8Array> {
    const press = await this.open();
    try {
      const pdf = await within(this.#settings.timeLimitMs, printFresh(press, html, this.#settings.documentsPerPage));
      press.printed += 1;
      return pdf;
    } catch (error) {
      this.#opening = null;
      await kill(press.browser);
      throw new PressBroken(error);
    }
  }

  async close(): Promise<void> {
    const press = await this.#opening?.catch(() => null);
    this.#opening = null;
    if (press) await within(this.#settings.timeLimitMs, press.browser.close()).catch(() => kill(press.browser));
  }

  async #start(): Promise<OpenPress> {
    const browser = await launchChromium(this.#settings);
    const pid = browser.process()?.pid ?? null;
    this.#pid = pid;
    browser.once('disconnected', () => {
      if (this.#pid !== pid) return; // another one took its place long ago
      this.#pid = null;
      this.#opening = null;
    });
    try {
      return { browser, page: await within(this.#settings.timeLimitMs, openOnlyPage(browser)), printed: 0 };
    } catch (error) {
      await kill(browser);
      throw new PressBroken(error);
    }
  }
}

/** A warm page in place of the empty one that every browser starts with. */
async function openOnlyPage(browser: Browser): Promise<WarmPage> {
  const page = await openWarmPage(browser);
  const [empty] = await browser.pages();
  await empty?.close();
  return page;
}

async function printFresh(press: OpenPress, html: string, documentsPerPage: number): Promise<Uint8Array> {
  if (press.printed >= documentsPerPage) {
    const worn = press.page;
    press.page = await openWarmPage(press.browser);
    press.printed = 0;
    await worn.close();
  }
  return press.page.print(html);
}

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error(`not done within ${milliseconds} ms`)), milliseconds);
  return Promise.race([work, limit.promise]).finally(() => clearTimeout(timer));
}

/** Ends the browser and its children (it leads a process group), stopped or not. Returns when it is gone. */
async function kill(browser: Browser): Promise<void> {
  const process_ = browser.process();
  if (process_?.pid === undefined || process_.exitCode !== null || process_.signalCode !== null) return;
  const gone = once(process_, 'exit');
  try {
    process.kill(-process_.pid, 'SIGKILL');
  } catch {
    process_.kill('SIGKILL');
  }
  await gone;
}
