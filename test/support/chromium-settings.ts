/** Where tests find the browser: as the processes do, with the unpacked one kept beside the tools. */
import { fileURLToPath } from 'node:url';
import type { ChromiumSettings } from '../../services/chromium.ts';

export const chromiumSettings: ChromiumSettings = {
  executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
  cacheDir: fileURLToPath(new URL('../../.tools/chromium', import.meta.url)),
};
