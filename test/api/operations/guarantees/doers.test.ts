/** Who did it, where no user of ours did: the authority as D-Sure told it, the service, and the part of it that acted. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ResponseKind } from '../../../../domain/authority-response.ts';
import { contractorReader, staffReader } from '../../../../domain/scopes.ts';
import { guaranteeView } from '../../../../prisma/guarantee-views.ts';
import { recordAfterEnd } from '../../../../prisma/record-command.ts';
import { storeResponses } from '../../../../prisma/responses.ts';
import { samples } from '../../../../prisma/sample-registers.ts';
import { applyFor, arrive, issue, seal } from '../../net-desk/support/followed.ts';
import { type OpenOperations, openOperations } from '../support/operations.ts';

const department = '高根沢町 <総務課>';
let operations: OpenOperations;
let guaranteeId: string;
beforeAll(async () => {
  operations = await openOperations();
  const revision = await applyFor(operations);
  ({ guaranteeId } = revision);
  await issue(operations, revision);
  await arrive(operations, revision);
  await respond('opened', null);
  await respond('correction-asked', '契約日が違います');
  await respond('accepted', null);
  await seal(operations);
}, 60_000);
afterAll(() => operations.close());

/** As the feed of D-Sure tells it. */
async function respond(kind: ResponseKind, reason: string | null): Promise<void> {
  const { db, owner } = operations;
  const { guaranteeNumber } = await owner.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  const told = { id: randomUUID(), guaranteeNumber: guaranteeNumber as string, revision: 1, kind, reason };
  const { cursor } = (await db.feedCursor.findUnique({ where: { feed: 'd-sure-responses' } })) ?? {};
  const page = { responses: [{ ...told, by: department, at: new Date() }], cursor: randomUUID() };
  await storeResponses(db, cursor ?? null, page, new Date());
}

test('the timeline names the authority and its department, and the service where it acted by itself', async () => {
  const { browser } = await operations.signIn('reviewer');
  const page = await browser.visit(`/guarantees/${guaranteeId}`);
  const moments = [...page.html.matchAll(/<li id="event-.*?<\/li>/gs)].map(([moment]) =>
    moment.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
  );
  const moment = (words: string) => moments.find((each) => each.includes(words)) ?? '';
  expect(moment('発注者が閲覧した')).toContain('高根沢町 &lt;総務課&gt; （D-Sure）');
  expect(moment('発注者が補正を依頼した')).toMatch(/高根沢町 &lt;総務課&gt; （D-Sure）.*契約日が違います/);
  expect(moment('発注者が受領した')).toContain('高根沢町 &lt;総務課&gt; （D-Sure）');
  expect(moment('書類を印刷した')).toContain(' サービス ');
  expect(page.html).not.toContain('システム');
  const english = await browser.visit(`/guarantees/${guaranteeId}?lang=en`);
  expect(english.text).toContain('The service');
});

test('a submission that an acceptance implies is told as such', async () => {
  const where = { guaranteeId, name: 'recordSubmission' };
  const { id } = await operations.db.command.findFirstOrThrow({ where });
  await operations.owner.revision.updateMany({ where: { guaranteeId }, data: { stage: 'submitted' } });
  expect(await recordAfterEnd(operations.db, id, new Date())).toMatchObject({ state: 'applied' });
  const { browser } = await operations.signIn('reviewer');
  const { text } = await browser.visit(`/guarantees/${guaranteeId}`);
  expect(text).toMatch(/発注者への提出を記録した[^。]{0,80}サービス\s*（発注者の受領による）/);
});

test('the audit log says the same: in the list, on the event’s page, and in the file', async () => {
  const { browser } = await operations.signIn('auditor');
  const list = await browser.visit(`/audit?case=${guaranteeId}`);
  expect(list.text).toMatch(/高根沢町 <総務課>\s*（D-Sure）/);
  expect(list.text).toContain('サービス');
  const { id } = await operations.db.event.findFirstOrThrow({ where: { guaranteeId, kind: 'authority-opened' } });
  expect((await browser.visit(`/audit/${id}`)).text).toMatch(/行為者\s*高根沢町 <総務課>\s*（D-Sure）/);
  const csv = (await browser.visit(`/audit.csv?case=${guaranteeId}`)).html;
  expect(csv).toContain(',発注者が閲覧した,高根沢町 <総務課>（D-Sure）,');
  expect(csv).toMatch(/,発行した,サービス,/);
  for (const text of [list.html, csv]) expect(text).not.toContain('システム');
});

test('the API tells staff the authority’s name, and a contractor the side', async () => {
  const [staff, contractor] = await Promise.all(
    [staffReader('all'), contractorReader(samples.contractorId)].map(async (reader) => {
      const view = await guaranteeView(operations.db, reader, guaranteeId);
      return view?.timeline.find(({ kind }) => kind === 'authority-opened');
    }),
  );
  expect(staff).toMatchObject({ by: 'authority', actorName: department });
  expect(contractor).toMatchObject({ by: 'authority', actorName: null });
});
