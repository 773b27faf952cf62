/** What Temporal holds of cases: ids, stage names and digests. No name, address, key, mail address, number, reason or amount. */
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mailRunId, queueName, revisionRunId } from '../../workflows/ids.ts';
import { guaranteeWorkflowType } from '../../workflows/messages.ts';
import { apply, command, untilIncident, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';
import { foundIn, secretsOf } from './support/secrets-of-cases.ts';
import { played, reasons, stories } from './support/stories.ts';
import { described, stackTracesIn, textsIn, toldOf } from './support/told-to-temporal.ts';

let service: RunningService;
let ended: string[];
beforeAll(async () => {
  service = await openService();
  ended = [];
  for (const story of Object.values(stories)) ended.push(await played(service, story));
}, 240_000);
afterAll(() => service.close());

/** The runs of every guarantee and mail that the tables know, and those that ended a story. */
async function everyRun(): Promise<string[]> {
  const [guarantees, mails] = await Promise.all([
    service.db.guarantee.findMany({ select: { id: true } }),
    service.db.mail.findMany({ select: { id: true } }),
  ]);
  const ids = [...guarantees.map(({ id }) => revisionRunId(id, 1)), ...mails.map(({ id }) => mailRunId(id))];
  return [...new Set([...ids, ...ended])];
}

test('no run that ended or waits tells anything of a case', async () => {
  const secrets = await secretsOf(service);
  const runs = await everyRun();
  expect(runs.length).toBeGreaterThan(20);
  for (const run of runs) {
    const texts = await toldOf(service, run);
    expect(texts.length).toBeGreaterThan(20);
    expect([run, foundIn(texts, secrets)]).toEqual([run, []]);
  }
});

test('the runs that were read ended well, failed, and wait', async () => {
  const statuses = await Promise.all(
    (await everyRun()).map(async (run) => (await service.client.workflow.getHandle(run).describe()).status.name),
  );
  expect(new Set(statuses)).toEqual(new Set(['COMPLETED', 'FAILED', 'RUNNING']));
});

test('no failure in a history carries a stack trace', async () => {
  for (const run of await everyRun()) {
    const history = await service.client.workflow.getHandle(run).fetchHistory();
    expect(stackTracesIn(history)).toEqual([]);
  }
});

test('an activity that is being tried again tells the name of its last failure, and no more', async () => {
  const { prepayment } = await apply(service);
  await service.dSure.kill();
  const platform = await failsOnceThenSaysNothing(Number(new URL(service.dSure.url).port));
  await command(service, prepayment, 'approve');
  const run = revisionRunId(prepayment, 1);
  const pending = await until(async () =>
    (await described(service, run)).pendingActivities?.find(({ lastFailure }) => lastFailure != null),
  );
  // Whose call is hung up on, the posting's or that of the reading of responses, is chance: the other hears nothing.
  const type = expect.stringMatching(/^DSure(Unreachable|Silent)$/);
  expect(pending.lastFailure).toMatchObject({ applicationFailureInfo: { type } });
  expect(stackTracesIn(pending)).toEqual([]);
  expect(foundIn([...textsIn(pending), ...(await toldOf(service, run))], await secretsOf(service))).toEqual([]);
  await platform.close();

  const incident = await untilIncident(service, prepayment);
  expect(foundIn(await toldOf(service, run), await secretsOf(service))).toEqual([]);
  await service.dSure.start();
  await command(service, prepayment, 'retry', { by: 'operator', incidentId: incident.id });
  await untilStage(service, prepayment, 'posted');
});

test('the search finds what it is looking for', async () => {
  const secrets = await secretsOf(service);
  const { contractor } = await service.db.application.findFirstOrThrow({ include: { contractor: true } });
  const { guaranteeNumber } = await service.db.guarantee.findFirstOrThrow({
    where: { guaranteeNumber: { not: null } },
  });
  const [history] = await Promise.all(ended.map((run) => service.client.workflow.getHandle(run).fetchHistory()));
  for (const secret of [contractor.name, guaranteeNumber, '高根沢町長', reasons.declined, '見本 花子', '20,000,000']) {
    const payload = { data: Buffer.from(JSON.stringify({ note: `x${secret}。` })) };
    const spoilt = { events: [...(history?.events ?? []), { someAttributes: { input: { payloads: [payload] } } }] };
    expect(foundIn(textsIn(spoilt), secrets)).not.toEqual([]);
    expect(foundIn(textsIn({ failure: { message: secret } }), secrets)).not.toEqual([]);
  }
  const amount = { data: Buffer.from(JSON.stringify({ amountYen: 20_000_000 })) };
  expect(foundIn(textsIn(amount), secrets)).not.toEqual([]);
  expect(stackTracesIn({ a: [{ failure: { cause: { stackTrace: 'at printOne' } } }] })).toEqual(['at printOne']);
});

test('the search finds it in a real run as well: memo, summary and input are read', async () => {
  const handle = await service.client.workflow.start(guaranteeWorkflowType, {
    taskQueue: queueName('nobody-serves-', 'guarantees'),
    workflowId: `guarantee/spoilt/${service.queuePrefix}`,
    args: [{ guaranteeId: '〇〇銀行' }],
    memo: { authority: '高根沢町' },
    staticSummary: '見本 花子',
  });
  const description = await described(service, handle.workflowId);
  const texts = [...textsIn(await handle.fetchHistory()), ...textsIn(description)];
  const found = foundIn(texts, await secretsOf(service));
  expect(found).toEqual(expect.arrayContaining(['/〇〇銀行/', '/高根沢町/', '/見本 花子/']));
  await handle.terminate();
});

/** Somebody at D-Sure's address who hangs up on the first call and leaves all others waiting. */
async function failsOnceThenSaysNothing(port: number) {
  const held: Socket[] = [];
  let calls = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (++calls === 1) socket.destroy();
    else held.push(socket);
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const socket of held) socket.destroy();
      await closed;
    },
  };
}
