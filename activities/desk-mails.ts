/** Sends the mails to the surety's own people, for as long as the worker process lives. Any number of workers may do so at once. */
import type { Sentence } from '../domain/sentences.ts';
import type { Database } from '../prisma/database.ts';
import { type DueDeskMail, settleDeskMail, takeDueDeskMails } from '../prisma/desk-mails.ts';
import type { Clock } from '../services/clock.ts';
import { type Mailer, MailRefused } from '../services/mailer.ts';
import { renderDeskMail } from '../templates/render.ts';
import { inEnglish } from './english.ts';
import { errorName } from './failures.ts';
import { type Rounds, startRounds } from './rounds.ts';

interface DeskMailServices {
  readonly db: Database;
  readonly mailer: Pick<Mailer, 'send'>;
  readonly clock: Clock;
  readonly logger: { warn(about: object, sentence: string): void };
  readonly names: { readonly operationsUrl: string };
}

/**
 * Begins at once. No workflow: nobody has to free such a mail by hand. What the server does not take is tried again,
 * under the same Message-ID, by which a mail that was sent twice is known as one.
 */
export function startDeskMails(services: DeskMailServices, everyMs = 1000): Rounds {
  const failed = 'mails to our own people could not be sent';
  return startRounds(() => sendDeskMails(services), { everyMs, logger: services.logger, failed });
}

/** All that is due was tried once on return; what failed is logged, and due again later. */
export async function sendDeskMails(services: DeskMailServices): Promise<void> {
  for (const mail of await takeDueDeskMails(services.db, services.clock.now())) {
    await sendDeskMail(services, mail).catch((error: unknown) =>
      services.logger.warn(
        { deskMailId: mail.id, kind: mail.kind, errorName: errorName(error) },
        'a mail to our own people could not be sent',
      ),
    );
  }
}

async function sendDeskMail({ db, mailer, clock, names }: DeskMailServices, mail: DueDeskMail): Promise<void> {
  const { subject, body } = renderDeskMail(mail.kind, {
    ...(mail.values as object),
    english: englishOf(mail.values),
    operationsUrl: names.operationsUrl,
  });
  try {
    await mailer.send({ to: mail.toAddress, subject, body, messageId: `<desk-mail-${mail.id}@hosho.invalid>` });
  } catch (error) {
    if (error instanceof MailRefused) await settleDeskMail(db, mail.id, 'dropped', clock.now());
    throw error;
  }
  await settleDeskMail(db, mail.id, 'sent', clock.now());
}

/** The same in English, for nobody knows which language its reader reads; null where the mail has no sentences apart. */
function englishOf(values: unknown) {
  const { sentences } = values as { sentences?: { title: Sentence; lines: readonly Sentence[] } };
  if (sentences === undefined) return null;
  return { title: inEnglish(sentences.title), lines: sentences.lines.map(inEnglish) };
}
