/** bin/pictures: brings everything up, carries the leaflet's case to its certificates, and takes the pictures of the real pages. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../services/chromium.ts';
import { type Issued, issuedExample } from './example/issued.ts';
import { takePictures } from './example/pictures.ts';
import { type LocalRun, prepareLocalRun } from './stack/local-run.ts';
import { projectRoot } from './stack/project-root.ts';
import { tellSteps } from './stack/steps.ts';

const say = (sentence: string) => console.log(sentence);
const varFolder = mkdtempSync(join(tmpdir(), 'hosho-pictures-'));
chmodSync(varFolder, 0o711); // PostgreSQL, which root starts as another user, must be able to reach its folder in it
const local = await prepareLocalRun(varFolder, tellSteps(say), say);
try {
  const apiKeys = await local.bringUp();
  await picturesOf(local, await issuedExample(local.urls.api, apiKeys));
} finally {
  await local.stop();
  rmSync(varFolder, { recursive: true, force: true });
}
process.exit(0);

async function picturesOf({ urls, secrets }: LocalRun, guarantee: Issued): Promise<void> {
  const folder = join(projectRoot, 'public', 'pictures', 'help');
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
    cacheDir: join(projectRoot, '.tools', 'chromium'),
    reaches: 'localhost',
  });
  try {
    await takePictures(browser, { urls, secrets, guarantee, folder, say });
  } finally {
    await browser.close();
  }
}
