/** The service sends a submission for a program as it does for a person: shown, asked for once, and told how far it is. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openSendingDesk, type SendingDesk, setProfile } from '../../net-desk/support/sendings.ts';

let desk: SendingDesk;
let id: string;
beforeAll(async () => {
  desk = await openSendingDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await setProfile(desk);
  id = await desk.posted();
});

const at = (guaranteeId: string) => `/api/v1/guarantees/${guaranteeId}/sending`;
const show = async () => (await desk.get('contractor', at(id))).body;
const ask = (body: object = {}, key: string = randomUUID()) => desk.post('contractor', at(id), { body, key });

test('it is shown, asked for with what was shown, and then told as sent', async () => {
  const offer = await show();
  expect(offer).toMatchObject({ recipient: 'soumu@takanezawa.example.jp', refusal: null, sending: null });
  const key = randomUUID();
  const answer = await ask({ digest: offer.digest }, key);
  expect([answer.status, answer.headers.get('location'), answer.body.state]).toEqual([202, at(id), 'sending']);
  expect((await ask({ digest: offer.digest }, key)).text).toBe(answer.text);
  expect((await show()).sending).toMatchObject({ state: 'sending', sentAt: null });
  expect(await desk.carryOn()).toBe('sent');
  expect((await show()).sending).toMatchObject({ state: 'sent', sentAt: expect.any(String) });
  const { submissions } = (await desk.get('contractor', `/api/v1/guarantees/${id}`)).body;
  expect(submissions).toEqual([{ revision: 1, channel: 'email', submittedAt: (await show()).sending.sentAt }]);
  const again = await ask({ digest: offer.digest }, key);
  expect([again.status, again.text, desk.inbox.mails.length]).toEqual([202, answer.text, 1]);
  expect(await ask()).toMatchObject({ status: 409, body: { name: 'submission-must-be-sent-once' } });
});

test('a digest of something else is refused, a key of something else too', async () => {
  expect(await ask({ digest: '0'.repeat(64) })).toMatchObject({ body: { name: 'sending-must-be-as-shown' } });
  const key = randomUUID();
  await ask({}, key);
  const other = await ask({ digest: (await show()).digest }, key);
  expect(other).toMatchObject({ body: { name: 'idempotency-key-must-not-be-reused' } });
});

test('a recipient cannot be chosen', async () => {
  expect(await ask({ recipient: 'thief@example.jp' })).toMatchObject({ body: { name: 'content-must-be-in-order' } });
});

test('an authority that does not allow it is told by name, without its recipient', async () => {
  await setProfile(desk, { sendOnBehalf: false });
  expect(await show()).toMatchObject({ recipient: null, refusal: { name: 'authority-must-allow-sending' } });
  expect(await ask()).toMatchObject({ status: 409, body: { name: 'authority-must-allow-sending' } });
});

test('another company’s guarantee answers as one that never was; staff may not ask', async () => {
  expect(await desk.get('otherContractor', at(id))).toMatchObject({
    status: 404,
    body: { name: 'guarantee-must-exist' },
  });
  expect(await desk.post('otherContractor', at(id), { body: {} })).toMatchObject({ status: 404 });
  expect(await desk.post('operator', at(id), { body: {} })).toMatchObject({ body: { name: 'scope-must-allow-this' } });
});
