/** Asking for a mail that leads to a new password: an address of the library's own, so that its limits and origin checks hold. */
import { createAuthEndpoint, formCsrfMiddleware } from 'better-auth/api';
import { z } from 'zod';
import { type AccountPortal, askAccountMail } from '../../prisma/account-mails.ts';
import type { Database } from '../../prisma/database.ts';

/** The row is written whoever has the address, and whether anybody has: the worker looks, so that no answer and no time tells. */
export function passwordMails(db: Database, portal: AccountPortal) {
  return {
    id: 'password-mails',
    endpoints: {
      askForPasswordMail: createAuthEndpoint(
        '/ask-for-password-mail',
        { method: 'POST', body: z.object({ email: z.string().max(254) }), use: [formCsrfMiddleware] },
        async (ctx) => {
          await askAccountMail(db, { kind: 'password-reset', portal, toAddress: ctx.body.email }, new Date());
          return ctx.json({ status: true });
        },
      ),
    },
  };
}
