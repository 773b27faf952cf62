/** Signing in at D-Sure: sessions that end, networks, second factors, start codes and passwords, on the real tables. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { longestHours } from '../../d-sure/library.ts';
import type { Person } from '../../d-sure/person.ts';
import { type Caller, createSignIn, type SignIn } from '../../d-sure/sign-in.ts';
import { authenticatorCode } from './support/authenticator.ts';
import { email, type House, openHouse, password, secondEmail, sessionSecret } from './support/house.ts';

const origin = 'https://d-sure.example.jp';
const officer = { id: 'takanezawa-keiyaku', email: secondEmail };
let house: House;
let signIn: SignIn;

beforeAll(async () => {
  house = await openHouse();
  signIn = createSignIn(house.services, { origin, sessionSecret, name: '保証確認サービス', trustedProxies: 0 });
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.owner.tries.deleteMany();
  await house.owner.rateLimit.deleteMany();
});

const caller = (cookies: readonly string[] = [], address = '127.0.0.1'): Caller => ({
  headers: { origin, cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') },
  address,
});

async function enter(as = email, secret = password): Promise<{ cookies: string[]; person: Person }> {
  const { cookies } = await signIn.signIn(caller(), { email: as, password: secret });
  const person = await signIn.personOf(caller(cookies));
  if (person === null) throw new Error('nobody is signed in');
  return { cookies, person };
}

const refused = (refusal: string) => expect.objectContaining({ refusal });
const codeOf = (uri: string) => authenticatorCode(new URL(uri).searchParams.get('secret') ?? '');

describe('a session', () => {
  test('is of this host alone under HTTPS, and names right, departments and the way in', async () => {
    const { cookies, person } = await enter();
    expect(cookies.join()).toMatch(/^__Host-d-sure\.session=[^;]+;.*HttpOnly.*Secure|Secure.*HttpOnly/i);
    expect(person).toMatchObject({
      right: 'administrator',
      by: '高根沢町 総務課',
      departments: [{ name: '総務課' }],
      entry: { rule: 'network' },
      hasSecondFactor: false,
    });
  });

  test('ends at its absolute end, however busy', async () => {
    const { cookies, person } = await enter();
    await house.owner.session.update({
      where: { id: person.sessionId },
      data: { createdAt: new Date(Date.now() - longestHours * 3_600_000 - 1) },
    });
    expect(await signIn.personOf(caller(cookies))).toBeNull();
  });

  test('moves its idle end with each request', async () => {
    const { cookies, person } = await enter();
    const soon = new Date(Date.now() + 60_000);
    await house.owner.session.update({ where: { id: person.sessionId }, data: { expiresAt: soon } });
    await signIn.personOf(caller(cookies));
    const { expiresAt } = await house.owner.session.findUniqueOrThrow({ where: { id: person.sessionId } });
    expect(expiresAt.getTime()).toBeGreaterThan(soon.getTime() + 1_800_000);
  });

  test('ends everywhere when the person says so', async () => {
    const [one, other] = [await enter(), await enter()];
    await signIn.signOutEverywhere(one.person.userId);
    expect([await signIn.personOf(caller(one.cookies)), await signIn.personOf(caller(other.cookies))]).toEqual([
      null,
      null,
    ]);
  });
});

describe('from outside the authority’s networks', () => {
  test('a sign-in is refused by name, and only where the password was right', async () => {
    const outside = caller([], '203.0.113.9');
    await expect(signIn.signIn(outside, { email, password })).rejects.toEqual(
      refused('network-must-be-the-authoritys'),
    );
    await expect(signIn.signIn(outside, { email, password: 'not the password' })).rejects.toEqual(
      refused('sign-in-must-match'),
    );
  });

  test('a session that was opened inside opens nothing', async () => {
    const { cookies } = await enter();
    await expect(signIn.personOf(caller(cookies, '203.0.113.9'))).rejects.toEqual(
      refused('network-must-be-the-authoritys'),
    );
  });
});

test('who was deactivated is refused as somebody whom nobody knows', async () => {
  const { cookies } = await enter(secondEmail);
  await house.owner.authorityUser.update({ where: { id: officer.id }, data: { deactivatedAt: new Date() } });
  expect(await signIn.personOf(caller(cookies))).toBeNull();
  await expect(signIn.signIn(caller(), { email: secondEmail, password })).rejects.toEqual(
    refused('sign-in-must-match'),
  );
  await house.owner.authorityUser.update({ where: { id: officer.id }, data: { deactivatedAt: null } });
});

describe('a start code', () => {
  test('sets the password once, for its own person, however it is spelled', async () => {
    const code = await signIn.makeStartCode(officer.id);
    const other = { email, code, password: 'kusunoki-7-hoshizora-41' };
    await expect(signIn.start(caller(), other)).rejects.toEqual(refused('start-code-must-match'));
    const spelled = code.toLowerCase().replaceAll('-', ' ');
    await signIn.start(caller(), { email: secondEmail, code: spelled, password: 'kusunoki-7-hoshizora-41' });
    expect((await enter(secondEmail, 'kusunoki-7-hoshizora-41')).person.userId).toBe(officer.id);
    const again = { email: secondEmail, code, password: 'amagaeru-38-tsuribashi' };
    await expect(signIn.start(caller(), again)).rejects.toEqual(refused('start-code-must-match'));
  });

  test('stands in no table, ends after a week, and an earlier one is void', async () => {
    const first = await signIn.makeStartCode(officer.id);
    const second = await signIn.makeStartCode(officer.id);
    const rows = await house.owner.verification.findMany({ where: { value: officer.id } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(second.replaceAll('-', ''));
    const typed = { email: secondEmail, code: first, password: 'kusunoki-7-hoshizora-41' };
    await expect(signIn.start(caller(), typed)).rejects.toEqual(refused('start-code-must-match'));
    await house.owner.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(signIn.start(caller(), { ...typed, code: second })).rejects.toEqual(refused('start-code-must-match'));
  });

  test('takes no password that is short or that everybody tries', async () => {
    const code = await signIn.makeStartCode(officer.id);
    const start = (secret: string) => signIn.start(caller(), { email: secondEmail, code, password: secret });
    await expect(start('short')).rejects.toEqual(refused('password-must-be-long-enough'));
    await expect(start('password1234')).rejects.toEqual(refused('password-must-not-be-common'));
  });
});

test('a changed password needs the old one, ends the other sessions and keeps this one', async () => {
  const mine = await enter('toshi@takanezawa.example.jp');
  const other = await enter('toshi@takanezawa.example.jp');
  const change = (current: string) =>
    signIn.changePassword(caller(mine.cookies), mine.person, { current, password: 'mizuumi-92-karakuri-ya' });
  await expect(change('not the password')).rejects.toEqual(refused('current-password-must-match'));
  await change(password);
  expect(await signIn.personOf(caller(mine.cookies))).not.toBeNull();
  expect(await signIn.personOf(caller(other.cookies))).toBeNull();
  await enter('toshi@takanezawa.example.jp', 'mizuumi-92-karakuri-ya');
});

test('a second factor is asked once a code has shown that the app has it; a recovery code works once', async () => {
  const as = 'kaikei@takanezawa.example.jp';
  const { cookies, person } = await enter(as);
  await expect(signIn.beginSecondFactor(caller(cookies), person, 'wrong password')).rejects.toEqual(
    refused('current-password-must-match'),
  );
  const { uri, recoveryCodes } = await signIn.beginSecondFactor(caller(cookies), person, password);
  await expect(signIn.confirmSecondFactor(caller(cookies), person, '000000')).rejects.toEqual(
    refused('second-factor-code-must-match'),
  );
  const kept = await signIn.confirmSecondFactor(caller(cookies), person, await codeOf(uri));
  expect(await signIn.personOf(caller(kept))).toMatchObject({ hasSecondFactor: true });

  const waiting = await signIn.signIn(caller(), { email: as, password });
  expect(waiting.asksCode).toBe(true);
  expect(await signIn.personOf(caller(waiting.cookies))).toBeNull();
  const pass = (code: string, isRecovery = false) =>
    signIn.passSecondFactor(caller(waiting.cookies), { code, isRecovery });
  await expect(pass('000000')).rejects.toEqual(refused('second-factor-code-must-match'));
  expect(await signIn.personOf(caller(await pass(await codeOf(uri))))).not.toBeNull();

  const lost = await signIn.signIn(caller(), { email: as, password });
  const [recovery = ''] = recoveryCodes;
  const typed = { code: recovery, isRecovery: true };
  expect(await signIn.personOf(caller(await signIn.passSecondFactor(caller(lost.cookies), typed)))).not.toBeNull();
  const again = await signIn.signIn(caller(), { email: as, password });
  await expect(signIn.passSecondFactor(caller(again.cookies), typed)).rejects.toEqual(
    refused('second-factor-code-must-match'),
  );
});

test('another device replaces the first, whose codes are worth nothing then', async () => {
  const as = 'soumu@takanezawa.example.jp';
  const first = await enter(as);
  const old = await signIn.beginSecondFactor(caller(first.cookies), first.person, password);
  const cookies = await signIn.confirmSecondFactor(caller(first.cookies), first.person, await codeOf(old.uri));
  const person = await signIn.personOf(caller(cookies));
  if (person === null) throw new Error('nobody is signed in');
  const fresh = await signIn.beginSecondFactor(caller(cookies), person, password);
  await signIn.confirmSecondFactor(caller(cookies), person, await codeOf(fresh.uri));
  const waiting = await signIn.signIn(caller(), { email: as, password });
  await expect(
    signIn.passSecondFactor(caller(waiting.cookies), { code: await codeOf(old.uri), isRecovery: false }),
  ).rejects.toEqual(refused('second-factor-code-must-match'));
});
