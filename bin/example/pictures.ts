/** The pictures of help and README: a person's way through the real pages, in both languages, all of one size. */
import type { Browser, Page } from 'puppeteer';
import { addDays, addMonths, dayInJapan } from '../../domain/dates.ts';
import type { Issued } from './issued.ts';
import { keeper, type Language, person, signIn } from './picture-taking.ts';

export interface PictureSettings {
  readonly urls: { readonly netDesk: string; readonly dSure: string };
  readonly secrets: { readonly contractorPassword: string; readonly authorityPassword: string };
  readonly guarantee: Issued;
  readonly folder: string;
  readonly say: (sentence: string) => void;
}

/** On return each picture is written: `<name>.<language>.webp`. */
export async function takePictures(browser: Browser, settings: PictureSettings): Promise<void> {
  for (const language of ['ja', 'en'] as const) {
    await ofNetDesk(browser, language, settings);
    await ofDSure(browser, language, settings);
  }
}

async function ofNetDesk(browser: Browser, language: Language, settings: PictureSettings): Promise<void> {
  const { urls, secrets, guarantee } = settings;
  const page = await person(browser);
  await signIn(page, `${urls.netDesk}/sign-in`, 'hanako@marumaru-kensetsu.example.jp', secrets.contractorPassword);
  await page.goto(`${urls.netDesk}/?lang=${language}`);
  const keep = keeper(page, language, settings);
  await keep('home');
  const shown: readonly (readonly [string, string, string?])[] = [
    ['guarantees', '/guarantees', '#list'],
    ['guarantee', `/guarantees/${guarantee.id}`],
    ['key', `/guarantees/${guarantee.id}`, '.key'],
    ['submission', `/guarantees/${guarantee.id}/submission-set`],
    ['issued', '/issued', '#list'],
    ['statements', '/statements', '#list'],
    ['bulk', '/bulk'],
  ];
  for (const [name, path, place] of shown) {
    await page.goto(`${urls.netDesk}${path}`);
    await keep(name, place);
  }
  await page.goto(`${urls.netDesk}/drafts`);
  await Promise.all([page.waitForNavigation(), page.click('main form[action="/drafts"] button')]);
  await typeApplication(page);
  await keep('apply', '[aria-labelledby="contract-title"]');
  await keep('product', '[aria-labelledby="prepayment-title"]');
  await page.browserContext().close();
  await ofAdministrator(browser, language, settings);
}

async function ofAdministrator(browser: Browser, language: Language, settings: PictureSettings): Promise<void> {
  const { urls, secrets } = settings;
  const page = await person(browser);
  await signIn(page, `${urls.netDesk}/sign-in`, 'jiro@marumaru-kensetsu.example.jp', secrets.contractorPassword);
  await page.goto(`${urls.netDesk}/company/users?lang=${language}`);
  await keeper(page, language, settings)('company');
  await page.browserContext().close();
}

/** The contract and the prepayment's block, as far as the pictures show them. */
async function typeApplication(page: Page): Promise<void> {
  const today = dayInJapan(new Date());
  await page.click('[id="prepayment.chosen"]');
  await page.$$eval('details', (all) => {
    for (const each of all) if (each.querySelector('[id="prepayment.amountYen"]') !== null) each.open = true;
  });
  const texts: readonly (readonly [string, string])[] = [
    ['contract.projectName', '町道1号線舗装補修工事'],
    ['contract.authorityId', 'takanezawa'],
    ['contract.beneficiaryTitle', '高根沢町長'],
    ['contract.amountYen', '50,000,000'],
    ['contract.contractOn', today],
    ['contract.worksFromOn', addDays(today, 1)],
    ['contract.worksToOn', addMonths(today, 8)],
    ['prepayment.amountYen', '20,000,000'],
    ['prepayment.bankBranchId', 'sample-bank-xx'],
    ['prepayment.feePayment', 'monthly-batch'],
  ];
  for (const [name, text] of texts) {
    const field = await page.$(`[id="${name}"]`);
    const kind = await field?.evaluate((element) => element.tagName);
    if (kind === 'SELECT') await field?.select(text);
    else if (kind === 'INPUT') await field?.evaluate((element, value) => Object.assign(element, { value }), text);
  }
  const calculate = await page.$('button[name="step"][value="calculate"]');
  if (calculate !== null) await Promise.all([page.waitForNavigation(), calculate.click()]);
}

async function ofDSure(browser: Browser, language: Language, settings: PictureSettings): Promise<void> {
  const { urls, secrets, guarantee } = settings;
  const page = await person(browser);
  await signIn(page, `${urls.dSure}/sign-in`, 'soumu@takanezawa.example.jp', secrets.authorityPassword);
  await page.goto(`${urls.dSure}/certificates?lang=${language}`);
  const keep = keeper(page, language, settings);
  await page.type('[name="guaranteeNumber"]', guarantee.guaranteeNumber);
  await page.type('[name="key"]', guarantee.authenticationKey);
  await keep('d-sure-open');
  await page.focus('[name="key"]');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  await keep('d-sure-certificate');
  await page.browserContext().close();
}
