/** What alerts are told through, in a test: tables with people on call, an SMTP inbox, a webhook's receiver that answers as it is told. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendDeskMails } from '../../../activities/desk-mails.ts';
import { tellWebhooks } from '../../../activities/webhooks.ts';
import { day } from '../../../domain/dates.ts';
import type { Database } from '../../../prisma/database.ts';
import { fromDay } from '../../../prisma/days.ts';
import { raiseIncident } from '../../../prisma/incidents.ts';
import { createMailer } from '../../../services/mailer.ts';
import { createWebhookCaller, type WebhookSettings } from '../../../services/webhook-caller.ts';
import { type Inbox, openInbox } from '../../support/inbox.ts';
import { openServiceTables } from '../../support/service-tables.ts';
import { createCase, type Means, runOf } from './cases.ts';

export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export const secret = 'a secret of the tests alone';

export interface OpenAlerts {
  readonly db: Database;
  readonly owner: Database;
  readonly inbox: Inbox;
  /** What the receiver heard since the test began. */
  readonly heard: readonly Heard[];
  /** The clock of whatever looks or sends: noon of a working day, where nothing is about to close. */
  now: Date;
  /** What the receiver answers: a status, or nothing at all. */
  answers: number | 'silence';
  later(minutes: number): void;
  /** So many cases stuck for one cause. */
  stuck(count: number, step?: 'issue' | 'print'): Promise<void>;
  send(own?: Partial<WebhookSettings>): Promise<void>;
  sendMails(): Promise<void>;
  /** People on call, a webhook, and nothing told yet. */
  begin(): Promise<void>;
  close(): Promise<void>;
}

const flags = { tellsCauses: true, tellsCircuits: true, tellsMisses: true, tellsFindings: true };
const noon = new Date('2026-04-01T12:00:00+09:00'); // a Wednesday
const since = fromDay(day('2026-01-01'));
const always = { branchId: null, ...flags, fromOn: since, toOn: null };
const names = { operationsUrl: 'https://operations.example.jp' };
const logger = { warn: () => undefined };

export async function openAlerts(): Promise<OpenAlerts> {
  const tables = await openServiceTables(8);
  const { db, owner } = tables;
  const inbox = await openInbox();
  const mailer = createMailer(inbox.url, 'hosho@mirai-hosho.example.jp');
  const heard: Heard[] = [];
  const receiver = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    heard.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    if (opened.answers !== 'silence') response.writeHead(opened.answers).end();
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  const clock = { now: () => opened.now };
  const opened: OpenAlerts = {
    db,
    owner,
    inbox,
    heard,
    now: noon,
    answers: 204,
    later: (minutes) => {
      opened.now = new Date(opened.now.getTime() + minutes * 60_000);
    },
    async stuck(count, step = 'print') {
      for (let made = 0; made < count; made += 1) {
        const revision = await createCase({ db } as unknown as Means, 'applied');
        const cause = { step, errorName: 'StoreFull', tries: 8, detail: '保管場所' };
        await raiseIncident(db, revision, { runId: runOf(revision), mailId: null, ...cause }, opened.now);
      }
    },
    send: (own = {}) => {
      const webhooks = createWebhookCaller({ secret, timeoutMs: 300, allowPrivate: true, ...own });
      return tellWebhooks({ db, clock, logger, names, webhooks });
    },
    sendMails: () => sendDeskMails({ db, clock, logger, names, mailer }),
    async begin() {
      await forget(owner);
      inbox.refuseWith(null);
      (inbox.mails as unknown[]).length = 0;
      heard.length = 0;
      Object.assign(opened, { now: noon, answers: 204 });
      const { port } = receiver.address() as AddressInfo;
      await owner.onCallAddress.createMany({
        data: [
          { id: 'night', address: 'night@mirai-hosho.example.jp', ...always },
          { id: 'gone', address: 'gone@mirai-hosho.example.jp', ...always, toOn: since },
          { id: 'circuits', address: 'circuits@mirai-hosho.example.jp', ...always, tellsCauses: false },
        ],
      });
      const webhook = { id: 'chat', name: '当番の連絡', url: `http://127.0.0.1:${port}/`, ...always };
      await owner.alertWebhook.create({ data: webhook });
    },
    async close() {
      receiver.closeAllConnections();
      receiver.close();
      mailer.close();
      await Promise.all([tables.close(), inbox.close()]);
    },
  };
  return opened;
}

async function forget(owner: Database): Promise<void> {
  await owner.webhookDelivery.deleteMany();
  await owner.alert.deleteMany();
  await owner.alertStanding.deleteMany();
  await owner.deskMail.deleteMany();
  await owner.alertWebhook.deleteMany();
  await owner.onCallAddress.deleteMany();
  await owner.sweepFinding.deleteMany();
  await owner.incident.updateMany({ where: { closedAt: null }, data: { state: 'fixed', closedAt: new Date() } });
  await owner.circuit.updateMany({ data: { state: 'closed', perSecond: null } });
}
