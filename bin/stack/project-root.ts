/** Where this checkout lies. */

import { dirname, resolve } from 'node:path';

export const projectRoot = resolve(dirname(import.meta.filename), '..', '..');
