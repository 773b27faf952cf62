/** The characters that typefaces have a shape for, read from the files' own tables (cmap, format 12), and the table of them in words. */
import { readFileSync } from 'node:fs';

/** Source: OpenType, cmap. Glyph 0 is the box that stands for what is missing. */
export function charactersOf(file: string): ReadonlySet<number> {
  const bytes = readFileSync(file);
  const table = cmapOf(bytes);
  const found = new Set<number>();
  for (let group = 0; group < bytes.readUInt32BE(table + 12); group++) {
    const at = table + 16 + 12 * group;
    const [first, last, glyph] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at + 8)];
    for (let code = first; code <= last; code++) if (glyph + code - first !== 0) found.add(code);
  }
  return found;
}

function cmapOf(bytes: Buffer): number {
  const tables = Array.from({ length: bytes.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const entry = tables.find((at) => bytes.toString('latin1', at, at + 4) === 'cmap');
  if (entry === undefined) throw new Error('the typeface has no cmap');
  const cmap = bytes.readUInt32BE(entry + 8);
  const parts = Array.from({ length: bytes.readUInt16BE(cmap + 2) }, (_, index) => cmap + 4 + 8 * index);
  const whole = parts.map((at) => cmap + bytes.readUInt32BE(at + 4)).find((at) => bytes.readUInt16BE(at) === 12);
  if (whole === undefined) throw new Error('the typeface has no table of all its characters');
  return whole;
}

/** As domain/printed-characters.ts keeps them: for each run the step from the last one and its length, in base 36, in lines of 110. */
export function inLines(characters: ReadonlySet<number>): string[] {
  const runs: [number, number][] = [];
  for (const code of [...characters].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === code - 1) run[1] = code;
    else runs.push([code, code]);
  }
  let before = 0;
  const written = runs.map(([first, last]) => {
    const step = (first - before).toString(36);
    before = last;
    return last === first ? step : `${step}-${(last - first).toString(36)}`;
  });
  return written.reduce<string[]>((lines, run) => {
    const line = lines.at(-1);
    if (line === undefined || line.length + run.length + 1 > 110) lines.push(run);
    else lines[lines.length - 1] = `${line} ${run}`;
    return lines;
  }, []);
}
