/** Every character that our own texts hold: templates, translations, and sentences in code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../stack/project-root.ts';

const folders = ['templates', 'locales', 'web', 'domain', 'api', 'd-sure/pages', 'd-sure/staff', 'd-sure/templates'];

/** The characters beyond ASCII, those of most files first. */
export function interfaceCharacters(): readonly string[] {
  const files = new Map<string, number>();
  for (const text of folders.flatMap(textsBelow)) {
    for (const character of new Set(text.normalize('NFC'))) {
      if (character > '\u007f') files.set(character, (files.get(character) ?? 0) + 1);
    }
  }
  return [...files].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([character]) => character);
}

function textsBelow(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(hbs|json|ts|js)$/.test(path) && !/^(fonts|documents)\//.test(path))
    .map((path) => readFileSync(join(projectRoot, folder, path), 'utf8'));
}
