import { expect, test } from '@jest/globals';
import { type CircuitSettings, closedByHand, openedByHand, type Standing, stepOf } from '../../domain/circuit.ts';

const settings: CircuitSettings = {
  automatic: true,
  failurePercent: 50,
  leastTries: 10,
  windowSeconds: 60,
  openSeconds: 15,
  probeEverySeconds: 5,
  probeSuccesses: 2,
  rampFromPerSecond: 1,
  rampEverySeconds: 5,
  rampUntilPerSecond: 8,
};
const start = new Date('2026-04-01T01:42:00Z');
const closed: Standing = { state: 'closed', perSecond: null, since: start, nextStepAt: null };
const none = { tries: 0, failures: 0 };
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

test.each([
  [9, 9, null],
  [10, 4, null],
  [10, 5, 'open'],
  [100, 100, 'open'],
  [0, 0, null],
])('closed, with %d tries of which %d failed: %s', (tries, failures, state) => {
  expect(stepOf(closed, settings, { tries, failures }, after(1))?.state ?? null).toBe(state);
});

test('one that does not open by itself stays closed', () => {
  expect(stepOf(closed, { ...settings, automatic: false }, { tries: 100, failures: 100 }, after(1))).toBeNull();
});

test('it says why it opened, not how much went on, lets nothing through, and probes by itself after a while', () => {
  const open = stepOf(closed, settings, { tries: 20, failures: 15 }, start);
  expect(open).toMatchObject({ state: 'open', perSecond: 0, nextStepAt: after(15) });
  expect(open?.reason).toBe('直近60秒の失敗が50%以上になったため、自動で止めました。');
  expect(stepOf(open as Standing, settings, none, after(14))).toBeNull();
  expect(stepOf(open as Standing, settings, none, after(15))).toMatchObject({ state: 'half-open', perSecond: 0.2 });
});

test('opened by hand, it stays open until a hand closes it, and is tried first then', () => {
  const open = openedByHand('D-Sureの保守', start);
  expect(stepOf(open, settings, none, after(1_000_000))).toBeNull();
  expect(closedByHand(settings, '保守が終わった', after(10))).toMatchObject({ state: 'half-open', perSecond: 0.2 });
});

test('half-open: a failure opens it again, successes let it through slowly', () => {
  const probing = closedByHand(settings, '再開', start);
  expect(stepOf(probing, settings, { tries: 1, failures: 0 }, after(5))).toBeNull();
  expect(stepOf(probing, settings, { tries: 5, failures: 1 }, after(5))).toMatchObject({ state: 'open', perSecond: 0 });
  expect(stepOf(probing, settings, { tries: 2, failures: 0 }, after(10))).toMatchObject({
    state: 'ramping',
    perSecond: 1,
    nextStepAt: after(15),
  });
});

test('ramping doubles until it is closed, and one failure opens it again', () => {
  let standing = stepOf(closedByHand(settings, '再開', start), settings, { tries: 2, failures: 0 }, start) as Standing;
  const rates = [standing.perSecond];
  for (let seconds = 5; standing.state === 'ramping'; seconds += 5) {
    expect(stepOf(standing, settings, { tries: 9, failures: 1 }, after(seconds))?.state).toBe('open');
    standing = stepOf(standing, settings, { tries: 9, failures: 0 }, after(seconds)) as Standing;
    rates.push(standing.perSecond);
  }
  expect(rates).toEqual([1, 2, 4, null]);
  expect(standing.state).toBe('closed');
});
