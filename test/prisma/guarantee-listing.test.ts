import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Reader } from '../../domain/scopes.ts';
import { contractorReader } from '../../domain/scopes.ts';
import type { Database } from '../../prisma/database.ts';
import { followedGuarantees } from '../../prisma/followed-guarantees.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { writeStaleDocuments } from '../../prisma/stale-documents.ts';
import { createCase } from '../activities/support/cases.ts';
import { buildExample } from '../support/cases.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const mine: Reader = contractorReader(samples.contractorId) as Reader;

let tables: ServiceTables;
let db: Database;
let owner: Database;

beforeAll(async () => {
  tables = await openServiceTables();
  ({ db, owner } = tables);
});
afterAll(() => tables.close());

let id: string;
beforeEach(async () => {
  ({ guaranteeId: id } = await createCase({ db, activities: {} as never }, 'applied', buildExample(new Date())));
});

const listed = () => db.guaranteeListing.findUniqueOrThrow({ where: { guaranteeId: id } });

const runOf = (name: string) => `${id}/${name}`;
const buildIncident = (run: string, fingerprint: string) => ({
  ...{ id: crypto.randomUUID(), guaranteeId: id, revision: 1, runId: runOf(run), step: 'post' },
  ...{ errorName: 'DSureUnavailable', counterparty: 'd-sure', fingerprint, detail: '', state: 'open', tries: 8 },
  ...{ amountYen: 1n, firstSeenAt: new Date(), lastSeenAt: new Date() },
});

async function finds(words: string): Promise<boolean> {
  const { rows } = await followedGuarantees(db, mine, { words, sort: 'newest' }, { limit: 1000 });
  return rows.some((row) => row.id === id);
}

async function rename(projectName: string): Promise<void> {
  const { constructionContractId } = await db.guarantee.findUniqueOrThrow({ where: { id } });
  await db.constructionContract.update({ where: { id: constructionContractId }, data: { projectName } });
}

test('what lists are read from follows each fact, and is what a filling anew would write', async () => {
  await db.revision.updateMany({ where: { guaranteeId: id }, data: { stage: 'posted', stageSince: new Date() } });
  await db.guarantee.update({ where: { id }, data: { guaranteeNumber: '31074-00077M', branchId: 'tokyo' } });
  expect(await listed()).toMatchObject({ stage: 'posted', branchId: 'tokyo', revision: 1, causes: [] });
  const searched = () => db.guaranteeSearch.findUniqueOrThrow({ where: { guaranteeId: id } });
  expect(await searched()).toMatchObject({ branchId: 'tokyo', document: expect.stringContaining('3107400077M') });
  await db.guarantee.update({ where: { id }, data: { branchId: 'tochigi' } });
  expect([(await listed()).branchId, (await searched()).branchId]).toEqual(['tochigi', 'tochigi']);
  const first = await owner.revision.findFirstOrThrow({ where: { guaranteeId: id } });
  await owner.revision.create({ data: { ...first, number: 2, stage: 'applied', amountYen: 7_000_000n } });
  // The older revision goes its own way, and says no more what the guarantee's row says.
  await db.revision.updateMany({ where: { guaranteeId: id, number: 1 }, data: { stage: 'submitted' } });
  expect(await listed()).toMatchObject({ stage: 'applied', revision: 2, amountYen: 7_000_000n });
  const rows = async () => [
    await owner.guaranteeListing.findMany({ orderBy: { position: 'asc' } }),
    await owner.guaranteeSearch.findMany({ orderBy: { guaranteeId: 'asc' } }),
  ];
  const written = await rows();
  await owner.$executeRaw`TRUNCATE guarantee_listing, guarantee_search`;
  await owner.$executeRaw`SELECT list_all_guarantees()`;
  expect(await rows()).toEqual(written);
  // What is there already stays as it is.
  await owner.$executeRaw`SELECT list_all_guarantees()`;
  expect(await rows()).toEqual(written);
});

test('a row names the causes that stand open, each once, and none that was closed', async () => {
  await db.incident.createMany({
    data: [buildIncident('a', 'one'), buildIncident('b', 'one'), buildIncident('c', 'two')],
  });
  expect((await listed()).causes.toSorted()).toEqual(['one', 'two']);
  const close = (fingerprint: string) =>
    db.incident.updateMany({ where: { guaranteeId: id, fingerprint }, data: { closedAt: new Date() } });
  await Promise.all([close('one'), close('two')]);
  expect((await listed()).causes).toEqual([]);
});

test('of very many incidents of one cause the row tells the cause until the last is closed, and again when one opens', async () => {
  const { count } = await db.incident.createMany({
    data: Array.from({ length: 3000 }, (_, n) => buildIncident(`many-${n}`, n % 1000 === 0 ? 'rare' : 'common')),
  });
  expect(count).toBe(3000);
  expect((await listed()).causes.toSorted()).toEqual(['common', 'rare']);
  const all = await db.incident.findMany({ where: { guaranteeId: id }, orderBy: { id: 'asc' } });
  const common = all.filter(({ fingerprint }) => fingerprint === 'common').map((row) => row.id);
  const last = common.pop() as string;
  // One after the other, as a person or a run closes them, all of them in one transaction.
  await db.$transaction(
    common.map((one) => db.incident.update({ where: { id: one }, data: { state: 'fixed', closedAt: new Date() } })),
  );
  expect((await listed()).causes.toSorted()).toEqual(['common', 'rare']);
  await db.incident.update({ where: { id: last }, data: { closedAt: new Date() } });
  expect((await listed()).causes).toEqual(['rare']);
  await db.incident.update({ where: { id: last }, data: { closedAt: null } });
  expect((await listed()).causes.toSorted()).toEqual(['common', 'rare']);
  await db.incident.update({ where: { id: last }, data: { fingerprint: 'other' } });
  expect((await listed()).causes.toSorted()).toEqual(['other', 'rare']);
}, 60_000);

test('a cause whose last two incidents are closed by two at once, or closed and opened, is told as it then stands', async () => {
  await db.incident.createMany({ data: [buildIncident('a', 'one'), buildIncident('b', 'one')] });
  const close = (runId: string) =>
    db.incident.updateMany({ where: { guaranteeId: id, runId: runOf(runId) }, data: { closedAt: new Date() } });
  await Promise.all([close('a'), close('b')]);
  expect((await listed()).causes).toEqual([]);
  await db.incident.create({ data: buildIncident('c', 'one') });
  await Promise.all([close('c'), db.incident.create({ data: buildIncident('d', 'one') })]);
  expect((await listed()).causes).toEqual(['one']);
});

test('words of one, two and more characters are found, whatever their width, case, kana, spaces and hyphens', async () => {
  await rename('𠮷野川 ｶﾞｽ管 布設替 その２');
  await db.guarantee.update({ where: { id }, data: { guaranteeNumber: '31074-00078M' } });
  for (const words of ['𠮷', '野川', 'ガス管', 'がす管布', '𠮷 ', '３１０７４－０００７８ｍ', '00078', '2 管 川'])
    expect({ words, found: await finds(words) }).toEqual({ words, found: true });
  for (const words of ['吉', '川野', '管ガス', '31074-00079M', '管 橋', '2高'])
    expect({ words, found: await finds(words) }).toEqual({ words, found: false });
});

test('a word that is all hyphens narrows nothing, and hostile words break nothing', async () => {
  expect(await finds('－ -')).toBe(true);
  for (const words of ["'; DROP TABLE guarantee --", '%_\\', '\u202e工', '😀', '工'.repeat(100)])
    expect({ words, found: await finds(words) }).toEqual({ words, found: false });
});

test('a corrected project name is found at once, and the one before no more', async () => {
  await rename('第九浄水場');
  expect(await finds('浄水')).toBe(true);
  await rename('第九発電所');
  expect([await finds('浄水'), await finds('発電')]).toEqual([false, true]);
});

test('a new name of the authority or the company comes with the next round of the sweeper', async () => {
  await db.authority.update({ where: { id: samples.authorityId }, data: { name: '新高根沢市' } });
  await db.contractor.update({ where: { id: samples.contractorId }, data: { name: '彩雲建設' } });
  const count = await db.guarantee.count();
  expect(await writeStaleDocuments(db)).toBe(count);
  expect([await finds('新高'), await finds('彩')]).toEqual([true, true]);
  expect(await writeStaleDocuments(db)).toBe(0);
});
