/** Net Desk on a database of its own, with the sample people: what needs no run. */
import { createServer, type Server } from 'node:http';
import type { Express } from 'express';
import type { Page as BrowserPage } from 'puppeteer';
import { createNetDesk } from '../../../../api/net-desk/app.ts';
import type { ApiServices } from '../../../../api/services.ts';
import type { EventHub } from '../../../../api/streams/hub.ts';
import { openStreams } from '../../../../api/streams/open-streams.ts';
import { Browser, type Page } from '../../../../bin/example/browser.ts';
import { samplePeople, seedSignIns } from '../../../../prisma/sample-sign-ins.ts';
import { freePort } from '../../../support/d-sure-process.ts';
import { type OpenApi, openApi } from '../../support/api.ts';

export const password = 'a password of the tests';
const [clerk, administrator, reader, stranger] = samplePeople as [Sample, Sample, Sample, Sample];
type Sample = (typeof samplePeople)[number];

/** A person of each right in one company, and the administrator of another. */
export const people = { clerk, administrator, reader, stranger } as const;
export type DeskWho = keyof typeof people;
export type DeskHost = '127.0.0.1' | 'localhost';

export interface OpenDesk extends Omit<OpenApi, 'url'> {
  /** Of the pages. */
  readonly url: string;
  /** Of the JSON API beside them. */
  readonly apiUrl: string;
  /** What serves the pages. */
  readonly app: Express;
  /** Signed in without JavaScript; returns the browser and the page that follows. */
  signIn(who: DeskWho): Promise<{ browser: Browser; page: Page }>;
  /** Signed in as a person with a keyboard. */
  signInWith(page: BrowserPage, who: DeskWho): Promise<void>;
}

/**
 * Net Desk and the API on one database; nobody listens where Temporal should be, unless services say otherwise. `host`:
 * of its origin, this machine by its address or by its name, which passkeys need.
 */
export async function openDesk(own: Partial<ApiServices> = {}, host: DeskHost = '127.0.0.1'): Promise<OpenDesk> {
  const api = await openApi(own);
  await seedSignIns(api.owner, password);
  const streams = openStreams({ ...api.services, databaseUrl: api.databaseUrl }, 'net-desk');
  const { url, server, app } = await serveDesk(api.services, streams.hub, host);
  return {
    ...api,
    url,
    app,
    apiUrl: api.url,
    async signIn(who) {
      const browser = new Browser(url);
      const typed = { メールアドレス: people[who].email, パスワード: password };
      return { browser, page: await browser.press(await browser.visit('/sign-in'), 'ログイン', typed) };
    },
    async signInWith(page, who) {
      await page.goto(`${url}/sign-in`);
      await page.type('#email', people[who].email);
      await page.type('#password', password);
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    },
    async close() {
      await streams.close();
      server.close();
      server.closeAllConnections();
      await api.close();
    },
  };
}

/** The pages of these services on a free port, which is their origin. */
export async function serveDesk(
  services: ApiServices,
  hub: EventHub,
  host: DeskHost = '127.0.0.1',
): Promise<{ url: string; server: Server; app: Express }> {
  const port = await freePort();
  const url = `http://${host}:${port}`;
  const settings = {
    origin: url,
    sessionSecret: 'a secret of the tests alone, long enough',
    portalName: 'インターネット保証サービス',
    dSureName: '保証確認サービス（D-Sure）',
    trustedProxies: services.trustedProxies ?? 0,
  };
  const app = createNetDesk(services, settings, hub);
  const server = createServer({ keepAliveTimeout: 65_000 }, app);
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return { url, server, app };
}
