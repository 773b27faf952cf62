/** Figures as a table that a person reads. */
import type { Figure } from './figure.ts';

const heads = ['figure', 'value', 'baseline', 'ratio', 'spread', 'target', 'holds'];

export function table(figures: readonly Figure[], machine: Readonly<Record<string, unknown>>): string {
  const rows = [heads, ...figures.map(rowOf)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const on = Object.entries(machine).map(([name, value]) => `${name} ${value}`);
  return `${lines.join('\n')}\n\n${on.join(', ')}`;
}

function rowOf({ name, unit, value, baseline, ratio, spread, target, holds }: Figure): string[] {
  return [
    name,
    `${short(value)} ${unit}`,
    baseline === null ? '' : short(baseline),
    ratio === null ? '' : short(ratio),
    spread === undefined ? '' : spread.map(short).join(' … '),
    target ?? '',
    holds === null ? '' : holds ? 'yes' : 'NO',
  ];
}

/** Three figures that matter. */
function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
