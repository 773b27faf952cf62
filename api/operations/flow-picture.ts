/** The flow of the last hours as pictures: where bars, lines and words of the overview's SVG stand. d3 does the geometry. */
import { scaleBand, scaleLinear, scalePoint } from 'd3-scale';
import { area, curveMonotoneX } from 'd3-shape';
import { type FlowHour, type FlowSeries, flowSeries } from './flow.ts';

const picture = { width: 720, height: 240, left: 88, right: 8, top: 16, bottom: 36 } as const;

/** The bars of each hour side by side, lines at round numbers, and every third hour beneath; nothing is drawn for no guarantee. */
export function flowPicture(hours: readonly FlowHour[]) {
  const { width, height, left, right, top, bottom } = picture;
  const kinds = Object.keys(flowSeries) as FlowSeries[];
  const highest = Math.max(1, ...hours.flatMap((hour) => kinds.map((kind) => hour[kind])));
  const floor = height - bottom;
  const y = scaleLinear([0, highest], [floor, top]).nice(4);
  const column = scaleBand(hours.keys(), [left, width - right])
    .paddingInner(0.25)
    .paddingOuter(0.125);
  const place = scaleBand(kinds, [0, column.bandwidth()]);
  const bars = hours.flatMap((hour, n) =>
    kinds
      .filter((kind) => hour[kind] > 0)
      .map((kind) => ({
        kind,
        x: rounded((column(n) ?? 0) + (place(kind) ?? 0)),
        y: rounded(y(hour[kind])),
        width: rounded(place.bandwidth()),
        height: rounded(floor - y(hour[kind])),
      })),
  );
  const lines = y
    .ticks(4)
    .filter(Number.isInteger)
    .map((count) => ({ count: count.toLocaleString('ja-JP'), y: rounded(y(count)), isFloor: count === 0 }));
  const labels = hours.flatMap(({ hour }, n) =>
    n % 3 === 0 ? [{ hour, x: rounded((column(n) ?? 0) + column.bandwidth() / 2) }] : [],
  );
  return {
    width,
    height,
    left,
    end: width - right,
    besideLine: left - 8,
    beneath: height - 8,
    bars,
    lines,
    labels,
    highest,
  };
}

const small = { width: 120, height: 28 } as const;

/** The same hours of one number as a small hill without words; null where all are nothing. */
export function flowHill(counts: readonly number[]) {
  const highest = Math.max(...counts);
  if (highest <= 0) return null;
  const x = scalePoint(counts.keys(), [0, small.width]);
  const y = scaleLinear([0, highest], [small.height - 1, 2]);
  const hill = area<number>()
    .x((_, n) => x(n) ?? 0)
    .y0(small.height)
    .y1((count) => y(count))
    .curve(curveMonotoneX)
    .digits(1);
  return { ...small, path: hill(counts) };
}

/** To a tenth: finer than any screen shows. */
function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
