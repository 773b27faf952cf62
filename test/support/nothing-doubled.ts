/** What must hold of every case that ever ran on a stack, however often its parts were killed: nothing is lost, nothing doubled. */
import { expect } from '@jest/globals';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { hashOf } from '../../prisma/event-hashes.ts';
import { createDSureClient } from '../../services/d-sure-client.ts';
import { type CaseUnderWay, type Guarantee, peopleOf } from './cases-under-way.ts';
import type { LocalStack } from './local-stack.ts';
import { type ReceivedMail, receivedMails } from './received-mails.ts';
import { until } from './until.ts';

/** Checks all of them, against the tables, D-Sure's own listing and the SMTP inbox. */
export async function expectNothingDoubled(stack: LocalStack, cases: readonly CaseUnderWay[]): Promise<void> {
  const { contractor, reviewer } = peopleOf(stack);
  const read = (client: typeof contractor) =>
    Promise.all(cases.map(({ guaranteeId }) => client.get<Guarantee>(`/guarantees/${guaranteeId}`)));
  const db = openDatabase(stack.url('database'), 4);
  try {
    await until(async () => (await db.mail.count({ where: { state: 'waiting' } })) === 0);
    const own = await read(contractor);
    await expectCompleteSeries(db, cases, own);
    expectOneOfEach(cases, own);
    await expectOnePostingEach(stack, own, await read(reviewer));
    await expectOneMessageEach(db, own, await receivedMails(stack.url('inbox')));
    await expectWholeChains(db, cases);
    expect(await db.incident.count({ where: { closedAt: null } })).toBe(0);
  } finally {
    await db.$disconnect();
  }
}

/** Each receipt once, as many as the day counted; guarantee numbers 1, 2, 3 … with no gap and no twin. */
async function expectCompleteSeries(db: Database, cases: readonly CaseUnderWay[], own: readonly Guarantee[]) {
  const counted = Array.from({ length: cases.length }, (_, index) => index + 1);
  expect(new Set(cases.map(({ receiptNumber }) => receiptNumber)).size).toBe(cases.length);
  const { _sum: given } = await db.receiptSeries.aggregate({ _sum: { lastCounter: true } });
  expect(given.lastCounter).toBe(cases.length);
  const numbers = own.map(({ guaranteeNumber }) => Number(guaranteeNumber?.slice(6, 11))).sort((a, b) => a - b);
  expect(numbers).toEqual(counted);
  expect(await db.application.count()).toBe(cases.length);
  expect(await db.guarantee.count()).toBe(cases.length);
  const [series] = await db.numberSeries.findMany({ where: { prefix: '31074' } });
  expect(series?.lastCounter).toBe(cases.length);
}

/** One key, the same as at first; one submission; one revision, at its end. */
function expectOneOfEach(cases: readonly CaseUnderWay[], own: readonly Guarantee[]): void {
  expect(own.map(({ stage }) => stage)).toEqual(own.map(() => 'submitted'));
  expect(own.map(({ authenticationKey }) => authenticationKey)).toEqual(cases.map(({ firstKey }) => firstKey));
  expect(new Set(cases.map(({ firstKey }) => firstKey)).size).toBe(cases.length);
  for (const { submissions, revisions } of own) {
    expect(submissions).toMatchObject([{ revision: 1, channel: 'email' }]);
    expect(revisions).toHaveLength(1);
  }
}

/** D-Sure has each revision once: the very certificate and file of our tables, arrived when we say, with its key set. */
async function expectOnePostingEach(stack: LocalStack, own: readonly Guarantee[], toldToStaff: readonly Guarantee[]) {
  const client = createDSureClient({ url: stack.url('dSure'), token: stack.secrets().dSureToken, timeoutMs: 5000 });
  const { certificates } = await client.listing(null, 1000);
  const expected = own.map(({ guaranteeNumber, revisions: [revision] }, index) => ({
    guaranteeNumber: guaranteeNumber ?? '',
    revision: 1,
    certificateDigest: revision?.certificateDigest,
    fileDigest: toldToStaff[index]?.documents.find(({ kind }) => kind === 'certificate')?.sha256,
    arrivedAt: new Date(revision?.arrivedAt ?? 0),
    keyIsSet: true,
  }));
  const byNumber = (a: { guaranteeNumber: string }, b: { guaranteeNumber: string }) =>
    a.guaranteeNumber.localeCompare(b.guaranteeNumber);
  expect([...certificates].sort(byNumber)).toEqual(expected.sort(byNumber));
}

/** One Message-ID for each mail that was written; a copy that came twice has the same one. */
async function expectOneMessageEach(db: Database, own: readonly Guarantee[], received: readonly ReceivedMail[]) {
  const rows = await db.mail.findMany();
  expect(rows.map(({ guaranteeId }) => guaranteeId).sort()).toEqual(own.map(({ id }) => id).sort());
  expect(new Set(received.map(({ messageId }) => messageId))).toEqual(new Set(rows.map(({ messageId }) => messageId)));
  for (const { guaranteeNumber } of own) {
    const copies = received.filter(({ text }) => text.includes(guaranteeNumber ?? 'no number'));
    expect(new Set(copies.map(({ messageId }) => messageId)).size).toBe(1);
  }
}

const once = ['applied', 'approve', 'issued', 'printed', 'posted', 'mail-sent', 'recordSubmission'];

/** Each event points to the one before, says what it hashed, and each thing happened once. */
async function expectWholeChains(db: Database, cases: readonly CaseUnderWay[]): Promise<void> {
  for (const { guaranteeId } of cases) {
    const events = await db.event.findMany({ where: { guaranteeId }, orderBy: { sequence: 'asc' } });
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ previousHash }) => previousHash)).toEqual(
      ['', ...events.map(({ hash }) => hash)].slice(0, -1),
    );
    expect(events.map(({ hash }) => hash)).toEqual(events.map(hashOf));
    const kinds = events.map(({ kind }) => kind).filter((kind) => !/^(incident-|retry$)/.test(kind));
    expect([...kinds].sort()).toEqual([...once].sort());
  }
}
