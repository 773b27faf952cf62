/** An SMTP server that keeps what it is sent, and refuses when a test says so. The conversation is real. */

import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Inbox {
  readonly url: string;
  readonly mails: readonly ParsedMail[];
  /** From now on every mail is refused with this code; null takes mails again. */
  refuseWith(code: number | null): void;
  /** Taken only from somebody signed in with this password; null takes mails from everybody again. */
  askPassword(password: string | null): void;
  /** From now on mails to this domain are refused for good, with these words; null takes them again. */
  refuseDomain(domain: string, words: string | null): void;
  close(): Promise<void>;
}

export async function openInbox(): Promise<Inbox> {
  const mails: ParsedMail[] = [];
  let refusal: number | null = null;
  const refusedDomains = new Map<string, string>();
  let wanted: string | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ password }, _session, callback) {
      if (wanted === null || password === wanted) return callback(null, { user: 'hosho' });
      callback(Object.assign(new Error('Authentication credentials invalid'), { responseCode: 535 }));
    },
    onMailFrom(_address, { user }, callback) {
      const isStranger = wanted !== null && user === undefined;
      callback(isStranger ? Object.assign(new Error('Authentication required'), { responseCode: 530 }) : null);
    },
    onRcptTo({ address }, _session, callback) {
      const words = refusedDomains.get(address.split('@')[1] ?? '');
      if (words !== undefined) return callback(Object.assign(new Error(words), { responseCode: 550 }));
      callback(refusal === null ? null : Object.assign(new Error('refused'), { responseCode: refusal }));
    },
    onData(stream, _session, callback) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        callback();
      }, callback);
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuseWith: (code) => {
      refusal = code;
    },
    askPassword: (password) => {
      wanted = password;
    },
    refuseDomain: (domain, words) => {
      if (words === null) refusedDomains.delete(domain);
      else refusedDomains.set(domain, words);
    },
    close: () => new Promise((closed) => server.close(closed)),
  };
}
