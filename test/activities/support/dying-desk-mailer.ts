/**
 * A process that tells the head of a day and mails it, killed by SIGKILL at a point:
 * `node dying-desk-mailer.ts DATABASE SMTP NOW POINT`, where the point is the number of a statement, or before or after
 * the server has the mail.
 */
import { sendDeskMails } from '../../../activities/desk-mails.ts';
import { recordDailyHeads } from '../../../prisma/daily-heads.ts';
import { openDatabase } from '../../../prisma/database.ts';
import { createMailer } from '../../../services/mailer.ts';
import { dyingAt } from '../../prisma/support/dying-database.ts';

const [url = '', smtp = '', said = '', point = ''] = process.argv.slice(2);
const now = new Date(said);
const db = openDatabase(url, 2);
const mailer = createMailer(smtp, 'hosho@mirai-hosho.example.jp');
const die = () => process.kill(process.pid, 'SIGKILL');

await recordDailyHeads(/^\d+$/.test(point) ? dyingAt(db, Number(point)) : db, ['night@mirai-hosho.example.jp'], now);
await sendDeskMails({
  db,
  clock: { now: () => now },
  logger: { warn: (about) => console.error(about) },
  names: { operationsUrl: 'https://operations.example.jp' },
  mailer: {
    async send(mail) {
      if (point === 'before') die();
      await mailer.send(mail);
      if (point === 'after') die();
    },
  },
});
mailer.close();
await db.$disconnect(); // only reached where the point was never passed
