/** Webhooks of alerts: signed, once as far as anybody can tell, never into our own network; a slow or refusing receiver loses nothing. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { watchForAlerts } from '../../prisma/alert-changes.ts';
import { isPrivate, webhookSecret } from '../../services/webhook-caller.ts';
import { type Heard, type OpenAlerts, openAlerts, secret } from './support/alerts.ts';

let alerts: OpenAlerts;
beforeAll(async () => {
  alerts = await openAlerts();
});
afterAll(() => alerts.close());
beforeEach(() => alerts.begin());

test('a webhook is signed by a secret of its own, under one id for every try, and holds no case', async () => {
  await alerts.stuck(1);
  await watchForAlerts(alerts.db, alerts.now);
  alerts.answers = 503;
  await alerts.send();
  await alerts.send(); // not due yet
  expect(alerts.heard).toHaveLength(1);
  alerts.answers = 204;
  alerts.later(2);
  await alerts.send();
  alerts.later(60);
  await alerts.send();
  expect(alerts.heard).toHaveLength(2);
  const [first, second] = alerts.heard as [Heard, Heard];
  expect(first.headers['hosho-delivery']).toBe(second.headers['hosho-delivery']);
  const [, seconds, signed] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(second.headers['hosho-signature'])) ?? [];
  const own = webhookSecret(secret, 'chat');
  expect(createHmac('sha256', own).update(`${seconds}.${second.body}`).digest('hex')).toBe(signed);
  expect(JSON.parse(second.body)).toMatchObject({
    kind: 'cause-grows',
    group: 'causes',
    title: '印刷が止まっています（1件）',
    english: { title: 'Print is stuck (1)' },
  });
  expect(second.body).not.toMatch(/〇〇建設|●●●●工事|@/);
  expect(await alerts.db.webhookDelivery.findFirst()).toMatchObject({ state: 'sent', tries: 2, failure: null });
});

test('a receiver that is silent is left within the time limit, and given up after a day of it', async () => {
  await alerts.stuck(1);
  await watchForAlerts(alerts.db, alerts.now);
  alerts.answers = 'silence';
  await alerts.send();
  expect(await alerts.db.webhookDelivery.findFirst()).toMatchObject({ state: 'waiting', failure: 'WebhookSilent' });
  alerts.later(24 * 60);
  await alerts.send();
  expect(await alerts.db.webhookDelivery.findFirst()).toMatchObject({ state: 'dropped', tries: 2 });
});

test.each([
  [{ allowPrivate: false }, 'WebhookAddressNotAllowed'],
  [{ secret: null }, 'WebhookSecretMissing'],
] as const)('with %o nothing is sent: %s', async (own, failure) => {
  await alerts.stuck(1);
  await watchForAlerts(alerts.db, alerts.now);
  await alerts.send(own);
  expect(alerts.heard).toEqual([]);
  expect(await alerts.db.webhookDelivery.findFirst()).toMatchObject({ state: 'waiting', failure });
});

test('a name that leads into our own network is no way in either', async () => {
  await alerts.owner.alertWebhook.updateMany({ data: { url: 'https://localhost:1/' } });
  await alerts.stuck(1);
  await watchForAlerts(alerts.db, alerts.now);
  await alerts.send({ allowPrivate: false });
  expect(await alerts.db.webhookDelivery.findFirst()).toMatchObject({ failure: 'WebhookAddressNotAllowed' });
  for (const address of ['10.1.2.3', '169.254.169.254', '::1', 'fd00::1', '::ffff:127.0.0.1', '100.64.0.1'])
    expect([address, isPrivate(address)]).toEqual([address, true]);
  for (const address of ['203.0.113.9', '2001:db8::1', 'example.jp'])
    expect([address, isPrivate(address)]).toEqual([address, false]);
});
