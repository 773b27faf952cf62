/** The typefaces of printed documents: BIZ UD, made for public documents, whole files with a real bold. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface PdfFont {
  readonly family: string;
  readonly weight: 400 | 700;
  /** The name a system knows this very face by, so that it is not loaded twice. */
  readonly postScriptName: string;
  readonly file: string;
}

/** Noto Serif JP lends the characters of names that BIZ UD lacks, such as 𠮷 (U+20BB7). */
const families = [
  { family: 'BIZ UDPMincho', package: 'biz-udpmincho', stem: 'BIZUDPMincho' },
  { family: 'BIZ UDPGothic', package: 'biz-udpgothic', stem: 'BIZUDPGothic' },
  { family: 'BIZ UDGothic', package: 'biz-udgothic', stem: 'BIZUDGothic' },
  { family: 'Noto Serif JP', package: 'noto-serif-jp', stem: 'NotoSerifJP' },
] as const;

/** Every font a document may name. A weight that is missing here would be drawn fat by the browser, as Type 3. */
export function pdfFonts(): readonly PdfFont[] {
  return families.flatMap(({ family, package: name, stem }) => {
    const folder = packageFolder(`@expo-google-fonts/${name}`);
    if (folder === null) return [];
    return [
      { weight: 400 as const, style: 'Regular' },
      { weight: 700 as const, style: 'Bold' },
    ].map(({ weight, style }) => ({
      family,
      weight,
      postScriptName: `${stem}-${style}`,
      file: join(folder, `${weight}${style}`, `${stem}_${weight}${style}.ttf`),
    }));
  });
}

function packageFolder(name: string): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

/**
 * Path of a fontconfig file (Linux) that knows our fonts, and after them the machine's own: the browser starts on a
 * machine without any font, and reads each face from its file only once.
 */
export async function fontSettings(cacheDir: string, fonts: readonly PdfFont[]): Promise<string> {
  await mkdir(cacheDir, { recursive: true });
  const folders = fonts.map(({ file }) => `  <dir>${xml(dirname(file))}</dir>`);
  const settings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.join('\n')}
  <cachedir>${xml(join(cacheDir, 'fontconfig'))}</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`;
  const path = join(cacheDir, 'fonts.conf');
  if ((await readFile(path, 'utf8').catch(() => null)) === settings) return path;
  const temporary = `${path}.${randomUUID()}`; // two processes may start at once: neither reads half a file
  await writeFile(temporary, settings);
  await rename(temporary, path);
  return path;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
