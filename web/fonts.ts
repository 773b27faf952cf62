/** Noto Sans JP, regular and bold, split by character range: a page fetches the few pieces that its words need. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const weights = [400, 700] as const;
const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-jp/package.json'));

/** Name and path of each piece. */
export function fontFiles(): [string, string][] {
  const wanted = new RegExp(`-(?:${weights.join('|')})-normal\\.woff2$`);
  return readdirSync(join(folder, 'files'))
    .filter((file) => wanted.test(file))
    .map((file) => [file, join(folder, 'files', file)]);
}

/** The package's own stylesheets with our addresses in them. woff2 alone: every browser that we serve reads it. */
export function fontStylesheet(addressOf: (name: string) => string): string {
  const ours = (css: string) =>
    css
      .replace(/\/\*.*?\*\/\s*/gs, '')
      .replace(/, url\([^)]*\.woff\) format\('woff'\)/g, '')
      .replace(/url\(\.\/files\/([\w.-]+)\)/g, (_, name: string) => `url(${addressOf(name)})`);
  return weights.map((weight) => ours(readFileSync(join(folder, `${weight}.css`), 'utf8'))).join('\n');
}
