/** From where and in which role somebody acted stands in every event and act: a trusted proxy's word is believed, nobody else's. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OpenDesk, openDesk } from './net-desk/support/desk.ts';
import { applyFor } from './net-desk/support/followed.ts';
import { type OpenOperations, openOperations } from './operations/support/operations.ts';

/** What came to the proxy says one thing of itself; the proxy says who knocked. */
const forwarded = { 'X-Forwarded-For': '198.51.100.66, 192.0.2.9' };

interface Portal {
  readonly url: string;
  signIn(who: never): Promise<Awaited<ReturnType<OpenDesk['signIn']>>>;
}

/** Asks as somebody who is signed in, through the proxy. */
async function asker(portal: Portal, who: string) {
  const { browser, page } = await portal.signIn(who as never);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  return (address: string, form?: Record<string, string>) =>
    fetch(`${portal.url}${address}`, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie, origin: portal.url, ...forwarded },
      ...(form === undefined ? {} : { body: new URLSearchParams({ ...form, formToken }) }),
    });
}

describe.each([
  [1, '192.0.2.9'],
  [0, '127.0.0.1'],
])('with %d trusted proxies', (trustedProxies, address) => {
  let desk: OpenDesk;
  let operations: OpenOperations;
  beforeAll(async () => {
    [desk, operations] = await Promise.all([openDesk({ trustedProxies }), openOperations({ trustedProxies })]);
  }, 60_000);
  afterAll(() => Promise.all([desk.close(), operations.close()]));

  async function told({ db }: Pick<OpenDesk, 'db'>, kind: string) {
    const [event] = await db.event.findMany({
      where: { kind },
      orderBy: { occurredAt: 'desc' },
      take: 1,
      include: { body: true },
    });
    return { isOfGuarantee: event?.guaranteeId != null, by: (event?.body?.content as { by?: object } | undefined)?.by };
  }

  test('Net Desk: what is pressed, and what is read', async () => {
    const { guaranteeId } = await applyFor(desk);
    const ask = await asker(desk, 'clerk');
    const form = { requestId: randomUUID(), words: '確認をお願いします。' };
    expect((await ask(`/guarantees/${guaranteeId}/messages`, form)).status).toBe(303);
    const by = { roles: ['contractor-clerk'], address, apiKeyId: null };
    expect(await told(desk, 'message')).toEqual({ isOfGuarantee: true, by });
  });

  test('Operations: an event of a case, and an act that is of none', async () => {
    const { guaranteeId } = await applyFor(operations);
    const reviewer = await asker(operations, 'reviewer');
    expect((await reviewer(`/reviews/${guaranteeId}/claim`, {})).status).toBe(303);
    const by = { roles: ['reviewer'], address, apiKeyId: null };
    expect(await told(operations, 'review-claimed')).toEqual({ isOfGuarantee: true, by });
    expect((await reviewer('/guarantees.csv')).status).toBe(200);
    expect(await told(operations, 'list-exported')).toEqual({ isOfGuarantee: false, by });
  });

  test('the JSON API: a command’s event, and an act, each with the key that acted', async () => {
    const { guaranteeId } = await applyFor(desk);
    const sent = { body: { words: '提出しました。' }, headers: forwarded };
    expect((await desk.post('contractor', `/api/v1/guarantees/${guaranteeId}/messages`, sent)).status).toBe(201);
    const apiKeyId = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(await told(desk, 'message')).toEqual({
      isOfGuarantee: true,
      by: { roles: ['contractor'], address, apiKeyId },
    });
    const opening = { body: { reason: 'D-Sureが503を返す' }, headers: forwarded };
    expect((await desk.post('operator', '/api/v1/circuits/d-sure/opening', opening)).status).toBe(200);
    expect(await told(desk, 'circuit-open')).toEqual({
      isOfGuarantee: false,
      by: { roles: ['operator'], address, apiKeyId },
    });
  });
});
