/** A file of JSON that is there whole or not at all: a start that is killed while writing leaves the one before. */

import { renameSync, writeFileSync } from 'node:fs';

/** Only its owner may read it. */
export function replaceFile(path: string, content: unknown): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
