/** The whole fonts that pieces are cut from: the package's file of Japanese, and its small ones for what that lacks. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { convert } from 'fontverter';
import type { Weight } from './plan.ts';

export interface FontFile {
  readonly bytes: Buffer;
  readonly characters: ReadonlySet<string>;
}

const folder = join(dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-jp/package.json')), 'files');

/** The file of Japanese first, which holds most; then each piece of the package. */
export async function fontFilesOf(weight: Weight): Promise<FontFile[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith(`-${weight}-normal.woff2`));
  const whole = `noto-sans-jp-japanese-${weight}-normal.woff2`;
  if (!names.includes(whole)) throw new Error(`The package has no ${whole}.`);
  const files: FontFile[] = [];
  for (const name of [whole, ...names.filter((each) => each !== whole)]) {
    const bytes = await convert(readFileSync(join(folder, name)), 'truetype');
    files.push({ bytes, characters: charactersIn(bytes) });
  }
  return files;
}

/** What the font's character map holds (OpenType `cmap`, formats 4 and 12). */
export function charactersIn(font: Buffer): ReadonlySet<string> {
  const found = new Set<string>();
  const map = tableAt(font, 'cmap');
  for (let entry = map + 4; entry < map + 4 + font.readUInt16BE(map + 2) * 8; entry += 8) {
    const table = map + font.readUInt32BE(entry + 4);
    for (const [from, to] of rangesOf(font, table)) {
      for (let code = from; code <= to; code += 1) found.add(String.fromCodePoint(code));
    }
  }
  return found;
}

function tableAt(font: Buffer, tag: string): number {
  for (let entry = 12; entry < 12 + font.readUInt16BE(4) * 16; entry += 16) {
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
  }
  throw new Error(`The font has no table ${tag}.`);
}

function rangesOf(font: Buffer, table: number): [number, number][] {
  const format = font.readUInt16BE(table);
  if (format === 12) {
    return Array.from({ length: font.readUInt32BE(table + 12) }, (_, n) => [
      font.readUInt32BE(table + 16 + n * 12),
      font.readUInt32BE(table + 20 + n * 12),
    ]);
  }
  if (format !== 4) return [];
  const segments = font.readUInt16BE(table + 6) / 2;
  const all = Array.from({ length: segments }, (_, n): [number, number] => [
    font.readUInt16BE(table + 16 + segments * 2 + n * 2),
    font.readUInt16BE(table + 14 + n * 2),
  ]);
  return all.filter(([from]) => from !== 0xffff);
}
