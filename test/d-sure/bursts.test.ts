/** The surety company is told about bursts of wrong keys, without anything that was typed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allowances } from '../../d-sure/tries.ts';
import { until } from '../support/until.ts';
import { email, type House, openHouse, otherToken, secondEmail } from './support/house.ts';
import { createPosting, get } from './support/postings.ts';
import { signIn } from './support/screens.ts';

const number = '31074-00001M';
const wrong = 'aB3dE5gH7jK9';
let house: House;
beforeAll(async () => {
  house = await openHouse();
  await createPosting(house.url, number, 'Z28YUE4J3Bux');
});
afterAll(() => house.close());

async function tryWrongKeys(guaranteeNumber: string): Promise<number[]> {
  const people = await Promise.all([signIn(house.url, email), signIn(house.url, secondEmail)]);
  const statuses = [];
  for (let n = 0; n < allowances.number.tries + 2; n++) {
    const { reading, home } = people[n % 2] as (typeof people)[0];
    const page = await reading.press(home, '開く', { 保証契約番号: guaranteeNumber, 認証キー: wrong });
    statuses.push(page.status);
  }
  return statuses;
}

test('a burst is told once to the guarantee’s surety and to nobody else, without key, person or typed text', async () => {
  expect((await tryWrongKeys(number)).slice(-2)).toEqual([429, 429]);
  const told = await until(async () => {
    const { json } = await get(house.url, '/api/bursts');
    return json.bursts.length > 0 && json;
  });
  expect(told).toEqual({
    bursts: [
      {
        id: expect.any(String),
        guaranteeNumber: number,
        at: expect.any(String),
        tries: allowances.number.tries,
        triesTakenAgainAt: expect.any(String),
      },
    ],
    cursor: '1',
  });
  expect(JSON.stringify(told)).not.toContain(wrong);
  expect((await get(house.url, `/api/bursts?after=${told.cursor}`)).json).toEqual({ bursts: [], cursor: '1' });
  expect((await get(house.url, '/api/bursts', otherToken)).json).toEqual({ bursts: [], cursor: null });
  expect((await get(house.url, '/api/bursts', 'no-token-of-anybody')).status).toBe(401);
});

test('the next burst is told by itself; one on a number that nobody has is not told', async () => {
  await house.owner.tries.deleteMany();
  await tryWrongKeys('31074-99999M');
  house.setClock(new Date(Date.now() + (allowances.number.minutes + 1) * 60_000));
  await tryWrongKeys(number);
  await until(async () => (await get(house.url, '/api/bursts')).json.bursts.length === 2);
  house.setClock(null);
  expect((await get(house.url, '/api/bursts?after=1')).json).toMatchObject({
    bursts: [{ guaranteeNumber: number }],
    cursor: '2',
  });
});
