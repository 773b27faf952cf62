/** Cuts the pieces and writes them where the pages' assets are: one small font file each, and the list of their ranges. */
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import { projectRoot } from '../stack/project-root.ts';
import { type FontFile, fontFilesOf } from './font-files.ts';
import { type Plan, type Weight, weights } from './plan.ts';

const folder = join(projectRoot, 'web', 'fonts');

/** On return the folder holds these pieces and no others. The same plan gives the same bytes. */
export async function cutPieces(plan: Plan, say: (sentence: string) => void): Promise<void> {
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  const pieces: { file: string; weight: Weight; unicodeRange: string }[] = [];
  for (const weight of weights) {
    const files = await fontFilesOf(weight);
    for (const characters of plan[weight].flatMap((planned) => bySource(planned, files))) {
      const file = `noto-sans-jp-own-${weight}-${pieces.length}.woff2`;
      const bytes = await cut(characters);
      writeFileSync(join(folder, file), bytes);
      pieces.push({ file, weight, unicodeRange: unicodeRange(characters.wanted) });
      say(`  ${file}  ${characters.wanted.length} characters, ${(bytes.length / 1_000).toFixed(1)} kB`);
    }
  }
  writeFileSync(join(folder, 'pieces.json'), `${JSON.stringify(pieces, null, 2)}\n`);
  const licence = join(
    dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-jp/package.json')),
    'LICENSE',
  );
  copyFileSync(licence, join(folder, 'LICENSE')); // the SIL Open Font License goes with every copy
}

interface Wanted {
  readonly from: FontFile;
  readonly wanted: readonly string[];
}

/** A piece is cut from one file: what the first lacks becomes a piece of its own. What no file has is left to the machine's fonts. */
function bySource(characters: readonly string[], files: readonly FontFile[]): Wanted[] {
  const left = new Set(characters);
  const parts: Wanted[] = [];
  for (const from of files) {
    const wanted = [...left].filter((each) => from.characters.has(each)).sort();
    if (wanted.length > 0) parts.push({ from, wanted });
    for (const each of wanted) left.delete(each);
  }
  return parts;
}

/** Without what vertical text and hinting need; pages set figures in columns and kern Latin letters, no more. */
function cut({ from, wanted }: Wanted): Promise<Buffer> {
  return subsetFont(from.bytes, wanted.join(''), {
    targetFormat: 'woff2',
    keepFeatures: ['kern', 'tnum'],
    noHinting: true,
    noLayoutClosure: true,
    dropTables: ['BASE', 'VORG', 'vhea', 'vmtx'],
  });
}

/** As CSS writes it: U+20-7e, U+3042. */
export function unicodeRange(characters: readonly string[]): string {
  const codes = characters.map((each) => each.codePointAt(0) ?? 0).sort((one, other) => one - other);
  const ranges: [number, number][] = [];
  for (const code of codes) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return ranges.map(([from, to]) => `U+${from.toString(16)}${from === to ? '' : `-${to.toString(16)}`}`).join(',');
}
