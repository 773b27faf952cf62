/** Sends the mails about sign-ins, for as long as the worker process lives. Any number of workers may do so at once. */
import { setTimeout } from 'node:timers/promises';
import {
  createLink,
  type DueAccountMail,
  forgetAccountMail,
  linkMinutes,
  receiverOf,
  settleAccountMail,
  takeDueAccountMails,
} from '../prisma/account-mails.ts';
import type { Database } from '../prisma/database.ts';
import type { Clock } from '../services/clock.ts';
import { type Mailer, MailRefused } from '../services/mailer.ts';
import { renderAccountMail } from '../templates/render.ts';
import { errorName } from './failures.ts';

export interface AccountMails {
  /** Resolves when the round under way has ended; no other begins. */
  stop(): Promise<void>;
}

/** The portals by the names that people read, and where their links lead. */
interface Names {
  readonly netDesk: string;
  readonly netDeskUrl: string;
  readonly operations: string;
  readonly operationsUrl: string;
}

interface AccountMailServices {
  readonly db: Database;
  readonly mailer: Pick<Mailer, 'send'>;
  readonly clock: Clock;
  readonly logger: { warn(about: object, sentence: string): void };
  readonly names: Names;
}

/**
 * Begins at once. No workflow: the token of a link would stand in a history, and a link that lives half an hour needs no
 * incident. A mail that the server does not take is tried again every minute, with a link of its own, while it is worth it.
 */
export function startAccountMails(services: AccountMailServices, everyMs = 1000): AccountMails {
  const stopping = new AbortController();
  const { signal } = stopping;
  const warn = (error: unknown) =>
    services.logger.warn({ errorName: errorName(error) }, 'a mail about a sign-in could not be sent');
  const rounds = async () => {
    while (!signal.aborted) {
      const due = await takeDueAccountMails(services.db, services.clock.now()).catch((error: unknown) => {
        warn(error);
        return [];
      });
      for (const mail of due) await sendAccountMail(services, mail).catch(warn);
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const done = rounds();
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}

async function sendAccountMail({ db, mailer, clock, names }: AccountMailServices, mail: DueAccountMail): Promise<void> {
  const now = clock.now();
  const minutes = linkMinutes[mail.kind];
  const receiver = await receiverOf(db, mail);
  const isOver = now.getTime() - mail.createdAt.getTime() > minutes * 60_000;
  if (receiver === null || isOver) return forgetAccountMail(db, mail.id);
  const token = await createLink(db, receiver.userId, mail.kind, now);
  const { service, address } = portalOf(mail.portal, names);
  const url = `${address.replace(/\/$/, '')}/new-password/${token}`;
  const values = { name: receiver.name, company: receiver.company, url, service };
  const { subject, body } = renderAccountMail(mail.kind, { ...values, life: lifeOf(minutes) });
  try {
    await mailer.send({ to: mail.toAddress, subject, body, messageId: `<account-mail-${mail.id}@hosho.invalid>` });
  } catch (error) {
    if (error instanceof MailRefused) await settleAccountMail(db, mail.id, 'dropped');
    throw error;
  }
  await settleAccountMail(db, mail.id, 'sent');
}

function portalOf(portal: DueAccountMail['portal'], names: Names): { service: string; address: string } {
  return portal === 'net-desk'
    ? { service: names.netDesk, address: names.netDeskUrl }
    : { service: names.operations, address: names.operationsUrl };
}

function lifeOf(minutes: number): string {
  return minutes < 24 * 60 ? `${minutes}分` : `${minutes / (24 * 60)}日`;
}
