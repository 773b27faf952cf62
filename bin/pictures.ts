/** bin/pictures: brings everything up, carries the leaflet's case to its certificates, and takes the pictures of the real pages. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayInJapan } from '../domain/dates.ts';
import { launchChromium } from '../services/chromium.ts';
import { createApiClient } from './example/api-client.ts';
import { leafletApplication } from './example/leaflet-application.ts';
import { type Issued, takePictures } from './example/pictures.ts';
import { type LocalRun, prepareLocalRun } from './stack/local-run.ts';
import { projectRoot } from './stack/project-root.ts';
import { tellSteps } from './stack/steps.ts';

const say = (sentence: string) => console.log(sentence);
const varFolder = mkdtempSync(join(tmpdir(), 'hosho-pictures-'));
chmodSync(varFolder, 0o711); // PostgreSQL, which root starts as another user, must be able to reach its folder in it
const local = await prepareLocalRun(varFolder, tellSteps(say), say);
try {
  const apiKeys = await local.bringUp();
  await picturesOf(local, await issued(local.urls.api, apiKeys));
} finally {
  await local.stop();
  rmSync(varFolder, { recursive: true, force: true });
}
process.exit(0);

/** The leaflet's prepayment guarantee, posted and not submitted: every page of it has something to show. */
async function issued(apiUrl: string, apiKeys: Readonly<Record<string, string>>): Promise<Issued> {
  const contractor = createApiClient(apiUrl, apiKeys.contractor ?? '');
  const reviewer = createApiClient(apiUrl, apiKeys.reviewer ?? '');
  const application = leafletApplication(dayInJapan(new Date()));
  const { guarantees } = await contractor.post<{ guarantees: { id: string }[] }>('/api/v1/applications', application);
  for (const { id } of guarantees) await reviewer.post(`/api/v1/guarantees/${id}/approval`, {});
  const told = await Promise.all(guarantees.map(({ id }) => posted(contractor, id)));
  const [prepayment] = told;
  if (prepayment === undefined) throw new Error('The example has no guarantee.');
  return prepayment;
}

async function posted(contractor: ReturnType<typeof createApiClient>, id: string): Promise<Issued> {
  for (let tries = 0; tries < 600; tries += 1) {
    const told = await contractor.get<Issued & { stage: string }>(`/api/v1/guarantees/${id}`);
    if (told.stage === 'posted' && told.authenticationKey !== null) return told;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The certificate never arrived at D-Sure.');
}

async function picturesOf({ urls, secrets }: LocalRun, guarantee: Issued): Promise<void> {
  const folder = join(projectRoot, 'public', 'pictures', 'help');
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium({
    executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
    cacheDir: join(projectRoot, '.tools', 'chromium'),
    reaches: '127.0.0.1',
  });
  try {
    await takePictures(browser, { urls, secrets, guarantee, folder, say });
  } finally {
    await browser.close();
  }
}
