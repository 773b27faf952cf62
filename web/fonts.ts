/** Noto Sans JP, regular and bold, in pieces by character range: a page fetches the few pieces that its words need. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A small font file cut for our own pages by bin/fonts. */
interface OwnPiece {
  readonly file: string;
  readonly weight: number;
  readonly unicodeRange: string;
}

const weights = [400, 700] as const;
const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-jp/package.json'));
const ownFolder = join(import.meta.dirname, 'fonts');

/** Name and path of each piece: our own, and the package's for every character that ours lack. */
export function fontFiles(): [string, string][] {
  const wanted = new RegExp(`-(?:${weights.join('|')})-normal\\.woff2$`);
  const packaged = readdirSync(join(folder, 'files')).filter((file) => wanted.test(file));
  return [
    ...packaged.map((file): [string, string] => [file, join(folder, 'files', file)]),
    ...ownPieces().map(({ file }): [string, string] => [file, join(ownFolder, file)]),
  ];
}

/**
 * The package's own stylesheets with our addresses in them, and after them our own pieces: of two with a character the
 * later is taken. woff2 alone: every browser that we serve reads it.
 */
export function fontStylesheet(addressOf: (name: string) => string): string {
  const ours = (css: string) =>
    css
      .replace(/\/\*.*?\*\/\s*/gs, '')
      .replace(/, url\([^)]*\.woff\) format\('woff'\)/g, '')
      .replace(/url\(\.\/files\/([\w.-]+)\)/g, (_, name: string) => `url(${addressOf(name)})`);
  return [
    ...weights.map((weight) => ours(readFileSync(join(folder, `${weight}.css`), 'utf8'))),
    ...ownPieces().map((piece) => rule(piece, addressOf(piece.file))),
  ].join('\n');
}

function ownPieces(): OwnPiece[] {
  return JSON.parse(readFileSync(join(ownFolder, 'pieces.json'), 'utf8')) as OwnPiece[];
}

function rule({ weight, unicodeRange }: OwnPiece, address: string): string {
  return `@font-face {
  font-family: 'Noto Sans JP';
  font-style: normal;
  font-display: swap;
  font-weight: ${weight};
  src: url(${address}) format('woff2');
  unicode-range: ${unicodeRange};
}`;
}
