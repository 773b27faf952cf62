/** Net Desk with an SMTP inbox beside it, and the worker's own activity where a worker would send what was asked for. */
import { createActivities } from '../../../../activities/index.ts';
import type { ApiServices } from '../../../../api/services.ts';
import { createMailer } from '../../../../services/mailer.ts';
import { mailRunId } from '../../../../workflows/ids.ts';
import { type Inbox, openInbox } from '../../../support/inbox.ts';
import { type OpenDesk, openDesk } from './desk.ts';
import { applyFor, arrive, issue, seal } from './followed.ts';

export interface SendingDesk extends OpenDesk {
  readonly inbox: Inbox;
  /** Ids of the mails whose runs were started, in order. */
  readonly started: readonly string[];
  /** Whether there is a worker that prints claims. */
  setPrinting(on: boolean): void;
  /** Carries the newest mail asked for as its run would: sent, skipped, or stuck with an incident. */
  carryOn(): Promise<string>;
  /** A prepayment guarantee whose certificate arrived; its id. */
  posted(): Promise<string>;
}

export async function openSendingDesk(): Promise<SendingDesk> {
  const inbox = await openInbox();
  const started: string[] = [];
  let prints = true;
  let printClaim: (claimId: string) => Promise<void> = async () => undefined;
  const runs: Partial<ApiServices['runs']> = {
    startMail: async (mailId) => {
      started.push(mailId);
    },
    startClaim: (claimId) => (prints ? printClaim(claimId) : Promise.reject(new Error('nobody prints'))),
    deliver: async () => ({ kind: 'unanswered' }),
  };
  const desk = await openDesk({ runs: runs as ApiServices['runs'], commandWaitMs: 500 });
  const mailer = createMailer(inbox.url, 'hosho@mirai-hosho.example.jp');
  const printer = { print: async ({ html }: { html: string }) => Buffer.from(html) };
  const signer = { sign: async (pdf: Uint8Array) => pdf };
  const activities = createActivities({ ...desk.services, mailer, printer, signer, names: {} } as never);
  printClaim = activities.printClaim;
  return {
    ...desk,
    inbox,
    started,
    setPrinting: (on) => {
      prints = on;
    },
    async carryOn() {
      const mailId = started.at(-1) as string;
      const outcome = await activities.sendMail(mailId).catch(async (error: { refusal?: string }) => {
        await activities.raiseMailIncident(mailId, error.refusal ?? 'Error', 8);
        return mailRunId(mailId);
      });
      await seal(desk);
      return outcome;
    },
    async posted() {
      const revision = await applyFor(desk);
      await issue(desk, revision);
      await arrive(desk, revision);
      return revision.guaranteeId;
    },
    async close() {
      mailer.close();
      await Promise.all([desk.close(), inbox.close()]);
    },
  };
}

/** What the sample authority's profile says, as it was seeded or as a test wants it. */
export function setProfile({ owner }: OpenDesk, own: { recipient?: string; sendOnBehalf?: boolean } = {}) {
  const data = { recipient: 'soumu@takanezawa.example.jp', sendOnBehalf: true, ...own };
  return owner.submissionProfile.update({ where: { id: 'takanezawa-prepayment' }, data });
}
