/** Sends the mails about sign-ins, for as long as the worker process lives. Any number of workers may do so at once. */
import { setTimeout } from 'node:timers/promises';
import { listInstant } from '../domain/eras.ts';
import { said } from '../domain/sentences.ts';
import {
  createLink,
  type DueAccountMail,
  forgetAccountMail,
  isOver,
  type LinkOwner,
  linkMinutes,
  receiverOf,
  settleAccountMail,
  takeDueAccountMails,
} from '../prisma/account-mails.ts';
import type { Database } from '../prisma/database.ts';
import type { Clock } from '../services/clock.ts';
import { type Mailer, MailRefused } from '../services/mailer.ts';
import { renderAccountMail } from '../templates/render.ts';
import { inEnglish } from './english.ts';
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

async function sendAccountMail(services: AccountMailServices, mail: DueAccountMail): Promise<void> {
  const { db, mailer, clock } = services;
  const now = clock.now();
  const receiver = await receiverOf(db, mail);
  if (receiver === null || isOver(mail, now)) return forgetAccountMail(db, mail.id);
  const { subject, body } = await written(services, mail, receiver, now);
  try {
    await mailer.send({ to: mail.toAddress, subject, body, messageId: `<account-mail-${mail.id}@hosho.invalid>` });
  } catch (error) {
    if (error instanceof MailRefused) await settleAccountMail(db, mail.id, 'dropped');
    throw error;
  }
  await settleAccountMail(db, mail.id, 'sent');
}

/** The mail, in both languages, for nobody knows which its reader reads; with a link of its own where it has one. */
async function written({ db, names }: AccountMailServices, mail: DueAccountMail, receiver: LinkOwner, now: Date) {
  const { kind } = mail;
  const { service, address } = portalOf(mail.portal, names);
  const english = inEnglish(said(service));
  const every = { name: receiver.name, company: receiver.company, service: { ja: service, en: english } };
  if (kind === 'password-changed') {
    const changedAt = listInstant(mail.createdAt);
    return renderAccountMail(kind, { ...every, url: `${address}/password-reset`, changedAt });
  }
  const token = await createLink(db, receiver.userId, kind, now);
  const life = lifeOf(linkMinutes[kind]);
  return renderAccountMail(kind, { ...every, url: `${address}/new-password/${token}`, life });
}

function portalOf(portal: DueAccountMail['portal'], names: Names): { service: string; address: string } {
  const [service, url] =
    portal === 'net-desk' ? [names.netDesk, names.netDeskUrl] : [names.operations, names.operationsUrl];
  return { service, address: url.replace(/\/$/, '') };
}

function lifeOf(minutes: number): { ja: string; en: string } {
  const days = minutes / (24 * 60);
  return days < 1 ? { ja: `${minutes}分`, en: `${minutes} minutes` } : { ja: `${days}日`, en: `${days} days` };
}
