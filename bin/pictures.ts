/**
 * bin/pictures: brings everything up, carries the leaflet's case to its certificates, lets D-Sure hang for a while, and takes
 * the pictures of the real pages.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../services/chromium.ts';
import { issuedExample } from './example/issued.ts';
import { takePictures } from './example/pictures.ts';
import { takeStaffPictures } from './example/staff-pictures.ts';
import { stuckExample } from './example/stuck.ts';
import { type LocalRun, prepareLocalRun } from './stack/local-run.ts';
import { projectRoot } from './stack/project-root.ts';
import { readRunFile } from './stack/run-file.ts';
import { tellSteps } from './stack/steps.ts';

const say = (sentence: string) => console.log(sentence);
process.env.EFFECT_TRIES = '1'; // what hangs is stuck at once: nobody waits here for eight tries
const varFolder = mkdtempSync(join(tmpdir(), 'hosho-pictures-'));
chmodSync(varFolder, 0o711); // PostgreSQL, which root starts as another user, must be able to reach its folder in it
const local = await prepareLocalRun(varFolder, tellSteps(say), say);
try {
  const apiKeys = await local.bringUp();
  await picturesOf(local, apiKeys);
} finally {
  await local.stop();
  rmSync(varFolder, { recursive: true, force: true });
}
process.exit(0);

async function picturesOf({ urls, secrets }: LocalRun, apiKeys: Readonly<Record<string, string>>): Promise<void> {
  const guarantee = await issuedExample(urls.api, apiKeys);
  const browser = await launchChromium({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
    cacheDir: join(projectRoot, '.tools', 'chromium'),
    reaches: 'localhost',
  });
  try {
    await takePictures(browser, { urls, secrets, guarantee, folder: folderOf('help'), say });
    const { pid } = readRunFile(varFolder)?.parts.dSure ?? {};
    if (pid === undefined) throw new Error('D-Sure does not run.');
    const resumeDSure = () => void process.kill(pid, 'SIGCONT');
    try {
      await stuckExample({ apiUrl: urls.api, apiKeys, haltDSure: () => void process.kill(pid, 'SIGSTOP') });
      const folder = folderOf('operations');
      await takeStaffPictures(browser, { operationsUrl: urls.operations, secrets, folder, say, resumeDSure });
    } finally {
      resumeDSure(); // it could not stop otherwise
    }
  } finally {
    await browser.close();
  }
}

function folderOf(name: string): string {
  const folder = join(projectRoot, 'public', 'pictures', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
