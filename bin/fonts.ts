/** bin/fonts: reads the characters of the real pages and of all texts, and cuts the web fonts into the pieces that pages fetch first. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issuedExample } from './example/issued.ts';
import { cutPieces } from './font-pieces/cut.ts';
import { interfaceCharacters } from './font-pieces/interface-characters.ts';
import { charactersOfPages } from './font-pieces/page-characters.ts';
import { planPieces } from './font-pieces/plan.ts';
import { prepareLocalRun } from './stack/local-run.ts';
import { tellSteps } from './stack/steps.ts';

const say = (sentence: string) => console.log(sentence);
const varFolder = mkdtempSync(join(tmpdir(), 'hosho-fonts-'));
chmodSync(varFolder, 0o711); // PostgreSQL, which root starts as another user, must be able to reach its folder in it
const local = await prepareLocalRun(varFolder, tellSteps(say), say);
try {
  const apiKeys = await local.bringUp();
  const guarantee = await issuedExample(local.urls.api, apiKeys);
  const pages = await charactersOfPages({ ...local, guarantee });
  await cutPieces(planPieces(pages, interfaceCharacters()), say);
} finally {
  await local.stop();
  rmSync(varFolder, { recursive: true, force: true });
}
process.exit(0);
