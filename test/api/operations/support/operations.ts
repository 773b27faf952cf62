/** Operations on a database of its own, with the sample staff: what needs no run. */
import { createServer, type Server } from 'node:http';
import type { Express } from 'express';
import type { Page as BrowserPage } from 'puppeteer';
import { createOperations, type Operations } from '../../../../api/operations/app.ts';
import type { OperationsSettings } from '../../../../api/operations/operations-services.ts';
import type { Route } from '../../../../api/operations/route.ts';
import type { ApiServices } from '../../../../api/services.ts';
import type { EventHub } from '../../../../api/streams/hub.ts';
import { openStreams } from '../../../../api/streams/open-streams.ts';
import { Browser, type Page } from '../../../../bin/example/browser.ts';
import type { Database } from '../../../../prisma/database.ts';
import { type SampleStaffName, sampleStaff, seedStaffSignIns } from '../../../../prisma/sample-staff.ts';
import { freePort } from '../../../support/d-sure-process.ts';
import { codeOf } from '../../net-desk/support/authenticator.ts';
import type { DeskHost } from '../../net-desk/support/desk.ts';
import { type OpenApi, openApi } from '../../support/api.ts';

export const password = 'a password of the tests';
export const totpSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const sessionSecret = 'a secret of the tests alone, long enough';

export interface OpenOperations extends Omit<OpenApi, 'url'> {
  /** Of the pages. */
  readonly url: string;
  /** Of the JSON API beside them. */
  readonly apiUrl: string;
  /** What serves the pages, and its table of addresses. */
  readonly app: Express;
  readonly routes: readonly Route[];
  /** Signed in without JavaScript, with password and code; returns the browser and the page that follows. */
  signIn(who: SampleStaffName): Promise<{ browser: Browser; page: Page }>;
  /** Signed in as a person with a keyboard. */
  signInWith(page: BrowserPage, who: SampleStaffName): Promise<void>;
}

/**
 * Operations and the API on one database; nobody listens where Temporal should be, unless services say otherwise. `host`:
 * of its origin, this machine by its address or by its name, which passkeys need.
 */
export async function openOperations(
  own: Partial<ApiServices> = {},
  host: DeskHost = '127.0.0.1',
): Promise<OpenOperations> {
  const api = await openApi(own);
  await seedStaffSignIns(api.owner, { password, totpSecret, sessionSecret });
  const streams = openStreams({ ...api.services, databaseUrl: api.databaseUrl }, 'operations');
  const { url, server, app, routes } = await serveOperations(api.services, streams.hub, host);
  return {
    ...api,
    url,
    app,
    routes,
    apiUrl: api.url,
    signIn: (who) => signInAt(url, api.owner, who),
    async signInWith(page, who) {
      const { browser } = await signInAt(url, api.owner, who);
      const cookies = [...browser.cookies].map(([name, value]) => ({ name, value, url }));
      await page.browserContext().setCookie(...cookies.map((cookie) => ({ ...cookie, domain: host })));
      await page.goto(`${url}/`);
    },
    async close() {
      await streams.close();
      server.close();
      server.closeAllConnections();
      await api.close();
    },
  };
}

/** Signs the sample person in with password and code. Nobody counts the tries of a test: a code may open twice. */
export async function signInAt(
  url: string,
  owner: Database,
  who: SampleStaffName,
): Promise<{ browser: Browser; page: Page }> {
  await Promise.all([owner.tries.deleteMany(), owner.rateLimit.deleteMany()]);
  const browser = new Browser(url);
  const typed = { メールアドレス: sampleStaff[who].email, パスワード: password };
  const asked = await browser.press(await browser.visit('/sign-in'), 'ログイン', typed);
  const page = await browser.press(asked, 'ログイン', { 認証コード: codeOf(totpSecret) });
  if (page.address !== '/') throw new Error(`${who} came to ${page.address}: ${page.text.slice(0, 300)}`);
  return { browser, page };
}

/** The pages of these services on a free port, which is their origin. */
export async function serveOperations(
  services: ApiServices,
  hub: EventHub,
  host: DeskHost = '127.0.0.1',
  own: Pick<OperationsSettings, 'temporalUi'> = {},
): Promise<{ url: string; server: Server } & Operations> {
  const port = await freePort();
  const url = `http://${host}:${port}`;
  const trustedProxies = services.trustedProxies ?? 0;
  const settings = { origin: url, sessionSecret, portalName: '保証業務', trustedProxies, ...own };
  const { app, routes } = createOperations(services, settings, hub);
  const server = createServer({ keepAliveTimeout: 65_000 }, app);
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return { url, server, app, routes };
}
