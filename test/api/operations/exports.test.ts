/** Whatever leaves Operations as a list in a file: who took it stands in the audit log. Every such address is walked. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { asStaff } from './support/asking.ts';
import { admitted } from './support/every-page.ts';
import { fillOperations } from './support/filled-operations.ts';
import { likelyValues } from './support/likely-values.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let ids: readonly string[];
beforeAll(async () => {
  operations = await openOperations();
  ids = await fillOperations(operations);
}, 60_000);
afterAll(() => operations.close());

/** Empty, with our headings: nothing leaves by it. */
const template = '/fees/files/template.csv';

test('each file of a list is recorded once, with whoever took it, before it is sent; one that is refused is not', async () => {
  const files = operations.routes.filter(({ path }) => path.endsWith('.csv') && path !== template);
  expect(files.length).toBeGreaterThanOrEqual(8);
  for (const route of files) {
    const [who = 'administrator'] = await admitted(operations, route);
    const asker = await asStaff(operations, who);
    const taken = () =>
      operations.owner.event.count({ where: { kind: 'list-exported', actorId: sampleStaff[who].id } });
    const before = await taken();
    let status = 0;
    for (const values of likelyValues(route.path, ids)) {
      status = (await asker.ask(route, values)).status;
      if (status === 200) break;
      expect(await taken()).toBe(before);
    }
    expect([route.path, status, (await taken()) - before]).toEqual([route.path, 200, 1]);
  }
}, 120_000);

test('the search that narrowed the list stands in the act', async () => {
  const asker = await asStaff(operations, 'operator');
  await asker.ask({ method: 'get', path: '/guarantees.csv?product=prepayment&stage=' });
  const act = await operations.owner.event.findFirstOrThrow({
    where: { subject: `export/guarantees/${sampleStaff.operator.id}` },
    orderBy: { sequence: 'desc' },
    include: { body: true },
  });
  expect(act.body?.content).toMatchObject({ after: { product: 'prepayment' } });
});
