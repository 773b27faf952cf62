/** The flow of the last hours: its numbers by hour in Japan, and the pictures that are drawn of them. */
import { expect, test } from '@jest/globals';
import { flowFrom, flowHours, hoursOf } from '../../../api/operations/flow.ts';
import { flowHill, flowPicture } from '../../../api/operations/flow-picture.ts';
import type { Stage } from '../../../domain/stages.ts';

const now = new Date('2026-04-01T03:40:00Z'); // 12:40 in Japan
const at = (hourAt: string, stage: Stage, entered: number) => ({ hourAt: new Date(hourAt), stage, entered });
const flow = [
  at('2026-03-31T04:00:00Z', 'applied', 2),
  at('2026-04-01T03:00:00Z', 'applied', 10),
  at('2026-04-01T03:00:00Z', 'posted', 3),
  at('2026-04-01T03:00:00Z', 'dispatched', 2),
  at('2026-04-01T03:00:00Z', 'returned', 1),
];

test('the hours are the last 24 in Japan, the hour of now last, with the three sums and each stage', () => {
  const hours = hoursOf(flow, now);
  expect(flowFrom(now).toISOString()).toBe('2026-03-31T04:00:00.000Z');
  expect(hours.map(({ hour }) => hour)).toEqual(Array.from({ length: flowHours }, (_, n) => (13 + n) % 24));
  expect(hours[0]).toMatchObject({ hour: 13, applied: 2, issued: 0, submitted: 0 });
  expect(hours.at(-1)).toMatchObject({ hour: 12, applied: 10, issued: 5, submitted: 0 });
  expect(hours.at(-1)?.entered).toMatchObject({ posted: 3, dispatched: 2, returned: 1, submitted: 0 });
});

test('a bar is as high as its number, stands on the floor and beside the others of its hour', () => {
  const { bars, lines, labels, highest, left, end } = flowPicture(hoursOf(flow, now));
  expect([highest, labels.length, bars.map(({ kind }) => kind)]).toEqual([10, 8, ['applied', 'applied', 'issued']]);
  const [first, applied, issued] = bars as [(typeof bars)[0], (typeof bars)[0], (typeof bars)[0]];
  const floor = lines.find(({ isFloor }) => isFloor)?.y ?? Number.NaN;
  for (const { x, y, width, height } of bars) {
    expect(y + height).toBeCloseTo(floor, 0);
    expect([x >= left, x + width <= end]).toEqual([true, true]);
  }
  expect(applied.height / issued.height).toBeCloseTo(2, 1);
  expect(applied.height / first.height).toBeCloseTo(5, 1);
  expect(issued.x).toBeCloseTo(applied.x + applied.width, 0);
  expect(first.x).toBeLessThan(applied.x);
});

test('the lines stand at whole numbers, also where there is little or nothing, and name thousands', () => {
  const counts = (own: ReturnType<typeof at>[]) => flowPicture(hoursOf(own, now)).lines.map(({ count }) => count);
  expect(counts([])).toEqual(['0', '1']);
  expect(counts([at('2026-04-01T03:00:00Z', 'applied', 2)])).toEqual(['0', '1', '2']);
  expect(counts([at('2026-04-01T03:00:00Z', 'applied', 3900)])).toEqual(['0', '1,000', '2,000', '3,000', '4,000']);
  expect(flowPicture(hoursOf([], now)).bars).toEqual([]);
});

test('a hill rises where something came, and is not drawn where nothing did', () => {
  expect(flowHill(Array.from({ length: flowHours }, () => 0))).toBeNull();
  const hill = flowHill([0, 4, 0]);
  expect(hill?.path).toMatch(/^M0,27C[^Z]*60,2[^Z]*L120,28[^Z]*Z$/);
});
