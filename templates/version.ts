/** The version of the templates, frozen beside each printed file: a digest of what they were made from. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** Changes whenever a template or style sheet of the documents changes. */
export const templateVersion = digestOf(['documents', 'layouts', 'partials']);

function digestOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const file of readdirSync(new URL(`${folder}/`, import.meta.url)).sort()) {
      hash.update(`${folder}/${file}\n`).update(readFileSync(new URL(`${folder}/${file}`, import.meta.url)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
