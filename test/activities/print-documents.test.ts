/** Printing: each file is chosen once, although no two prints are alike. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import type { DocumentKind } from '../../domain/documents.ts';
import { keyNoticeContext } from '../../domain/sealing.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { buildExample } from '../support/cases.ts';
import { createCase, idOf } from './support/cases.ts';
import { killedAt } from './support/killed.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());

/** The files chosen for a revision, as the tables tell. */
function chosen(revision: RevisionRef) {
  return neighbours.db.document.findMany({ where: idOf(revision), orderBy: { kind: 'asc' } });
}

/** A file as a reader gets it. */
async function fileOf(revision: RevisionRef, kind: DocumentKind): Promise<Buffer> {
  const id = { ...idOf(revision), kind };
  const document = await neighbours.db.document.findUniqueOrThrow({ where: { guaranteeId_revision_kind: id } });
  const bytes = await neighbours.services.store.get(document.storedSha256);
  const context = keyNoticeContext(revision.guaranteeId, revision.revision);
  return Buffer.from(document.sealed ? neighbours.services.keyRing.open(bytes, context) : bytes);
}

function stageOf({ guaranteeId }: RevisionRef) {
  return neighbours.db.revision.findFirstOrThrow({ where: { guaranteeId }, select: { stage: true } });
}

function printedEvents({ guaranteeId }: RevisionRef): Promise<number> {
  return neighbours.db.event.count({ where: { guaranteeId, kind: 'printed' } });
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The same neighbours, with a word in front of every page: what is printed now has other bytes for certain. */
function printingOtherwise() {
  const { services } = neighbours;
  const print = ({ html }: { html: string }) => services.printer.print({ html: `${html}<p>another print</p>` });
  return createActivities({ ...services, printer: { ...services.printer, print } });
}

test('printed twice, the files are those of the first time, although every print has other bytes', async () => {
  const revision = await createCase(neighbours, 'issued');
  expect(await neighbours.activities.printDocuments(revision)).toBe('posting');
  const files = await chosen(revision);
  const certificate = await fileOf(revision, 'certificate');
  expect(files.map(({ kind }) => kind)).toEqual(['certificate', 'fee-statement', 'key-notice']);
  expect(await printingOtherwise().printDocuments(revision)).toBe('posting');
  expect(await chosen(revision)).toEqual(files);
  expect(await fileOf(revision, 'certificate')).toEqual(certificate);
  expect(await printedEvents(revision)).toBe(1);
});

test('two attempts at once choose each file once, and what was chosen is there to read', async () => {
  const revision = await createCase(neighbours, 'issued');
  const attempts = [neighbours.activities, printingOtherwise(), neighbours.activities];
  const stages = await Promise.all(attempts.map(({ printDocuments }) => printDocuments(revision)));
  expect(stages).toEqual(['posting', 'posting', 'posting']);
  for (const { kind, sha256 } of await chosen(revision)) {
    expect(digestOf(await fileOf(revision, kind as DocumentKind))).toBe(sha256);
  }
  expect(await chosen(revision)).toHaveLength(3);
  expect(await printedEvents(revision)).toBe(1);
});

test('stopped between the stored file and its row, another file is chosen and nothing is torn', async () => {
  const revision = await createCase(neighbours, 'issued');
  const stopping = stoppedAt(neighbours.services, { neighbour: 'store', method: 'put', when: 'after' });
  await expect(createActivities(stopping).printDocuments(revision)).rejects.toThrow(Stopped);
  await neighbours.activities.printDocuments(revision);
  for (const { kind, sha256 } of await chosen(revision)) {
    expect(digestOf(await fileOf(revision, kind as DocumentKind))).toBe(sha256);
  }
  expect(await stageOf(revision)).toEqual({ stage: 'posting' });
});

test('stopped after some kinds, none is chosen yet, and all are printed again', async () => {
  const revision = await createCase(neighbours, 'issued');
  const stopping = stoppedAt(neighbours.services, { neighbour: 'printer', method: 'print', when: 'before', nth: 3 });
  await expect(createActivities(stopping).printDocuments(revision)).rejects.toThrow(Stopped);
  expect(await chosen(revision)).toEqual([]);
  await printingOtherwise().printDocuments(revision);
  expect(await chosen(revision)).toHaveLength(3);
});

test('killed between the stored file and its row, the process leaves the stage, and printing again goes on', async () => {
  const revision = await createCase(neighbours, 'issued');
  const point = { neighbour: 'store', method: 'put', when: 'after' } as const;
  expect(await killedAt(neighbours.addresses, 'printDocuments', [revision], point)).toBe('SIGKILL');
  expect(await stageOf(revision)).toEqual({ stage: 'issuing' });
  expect(await neighbours.activities.printDocuments(revision)).toBe('posting');
  for (const { kind, sha256 } of await chosen(revision)) {
    expect(digestOf(await fileOf(revision, kind as DocumentKind))).toBe(sha256);
  }
});

test('killed after the receipt and before its answer, the process has chosen, and nothing is chosen again', async () => {
  const revision = await createCase(neighbours, 'issued');
  const point = { neighbour: 'db', method: '$transaction', when: 'after' } as const;
  expect(await killedAt(neighbours.addresses, 'printDocuments', [revision], point)).toBe('SIGKILL');
  const files = await chosen(revision);
  expect(await stageOf(revision)).toEqual({ stage: 'posting' });
  expect(await printingOtherwise().printDocuments(revision)).toBe('posting');
  expect(await chosen(revision)).toEqual(files);
  expect(await printedEvents(revision)).toBe(1);
});

test('the key notice lies in the store only sealed: no file there shows the key', async () => {
  const revision = await createCase(neighbours, 'posting');
  const notice = await fileOf(revision, 'key-notice');
  expect(notice.subarray(0, 5).toString()).toBe('%PDF-');
  const names = await readdir(neighbours.addresses.folder, { recursive: true });
  const stored = new Set(names.map((name) => name.split('/').at(-1)));
  const [row] = await neighbours.db.document.findMany({ where: { ...idOf(revision), kind: 'key-notice' } });
  expect(stored).toContain(row?.storedSha256);
  expect(stored).not.toContain(row?.sha256);
});

test('a paper certificate is printed without a key notice, and waits for its dispatch', async () => {
  const revision = await createCase(neighbours, 'issued', buildExample(new Date(), { form: 'paper' }));
  expect(await neighbours.activities.printDocuments(revision)).toBe('dispatching');
  expect((await chosen(revision)).map(({ kind }) => kind)).not.toContain('key-notice');
});

test('an attempt of an old epoch chooses nothing (epoch-must-be-current)', async () => {
  const revision = await createCase(neighbours, 'issued');
  await neighbours.db.revision.updateMany({ where: { guaranteeId: revision.guaranteeId }, data: { epoch: 2 } });
  const refused = expect.objectContaining({ refusal: 'epoch-must-be-current' });
  await expect(neighbours.activities.printDocuments(revision)).rejects.toEqual(refused);
  expect(await chosen(revision)).toEqual([]);
});

test('nothing is printed before it is issued (stage-must-allow-printing)', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const refused = expect.objectContaining({ refusal: 'stage-must-allow-printing' });
  await expect(neighbours.activities.printDocuments(revision)).rejects.toEqual(refused);
});
