/** The pictures of Operations: what is stuck, one case, a bulk retry while it runs, a review; in both languages. */
import type { Browser, Page } from 'puppeteer';
import { codeOf } from './authenticator.ts';
import { keeper, type Language, person, signIn } from './picture-taking.ts';

export interface StaffPictureSettings {
  readonly operationsUrl: string;
  readonly secrets: { readonly staffPassword: string; readonly staffTotpSecret: string };
  readonly folder: string;
  readonly say: (sentence: string) => void;
  /** Lets D-Sure go on, which stood still. */
  readonly resumeDSure: () => void;
}

const languages: readonly Language[] = ['ja', 'en'];

/** On return each picture is written: `<name>.<language>.webp`. D-Sure stands still before, and goes on afterwards. */
export async function takeStaffPictures(browser: Browser, settings: StaffPictureSettings): Promise<void> {
  await ofReviewer(browser, settings);
  await ofOperator(browser, settings);
}

async function ofReviewer(browser: Browser, settings: StaffPictureSettings): Promise<void> {
  const page = await staff(browser, 'ichiro', settings);
  await page.goto(`${settings.operationsUrl}/reviews?lang=ja`);
  await press(page, 'form[action="/reviews/next"] button');
  const { pathname } = new URL(page.url());
  await inBoth(page, pathname, 'review', settings);
  await page.browserContext().close();
}

async function ofOperator(browser: Browser, settings: StaffPictureSettings): Promise<void> {
  const page = await staff(browser, 'saburo', settings);
  await inBoth(page, '/', 'overview', settings);
  const hrefs = (selector: string) =>
    page.$$eval(selector, (all) => all.map((each) => each.getAttribute('href') ?? ''));
  await page.goto(`${settings.operationsUrl}/guarantees?stuck=yes&lang=ja`);
  const [stuck = ''] = await hrefs('tr[data-row] th a');
  await inBoth(page, stuck, 'case', settings);
  await page.goto(`${settings.operationsUrl}/incidents?lang=ja`);
  const [cause = ''] = await hrefs('#stuck tbody th a');
  await inBoth(page, cause, 'cause', settings);
  await page.goto(`${settings.operationsUrl}${cause}?lang=ja`);
  await page.type('#reason', 'D-Sureの復旧を電話で確かめました');
  await press(page, '#together button[value="all"]');
  settings.resumeDSure();
  await press(page, '#progress button.filled');
  await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 1, { timeout: 120_000 });
  await inBoth(page, new URL(page.url()).pathname, 'bulk-retry', settings);
  await page.browserContext().close();
}

async function inBoth(page: Page, path: string, name: string, settings: StaffPictureSettings): Promise<void> {
  for (const language of languages) {
    await page.goto(`${settings.operationsUrl}${path}?lang=${language}`);
    await keeper(page, language, settings)(name);
  }
}

/** Signed in with the password and a code of the authenticator app. */
async function staff(browser: Browser, mailbox: string, settings: StaffPictureSettings): Promise<Page> {
  const { operationsUrl, secrets } = settings;
  const page = await person(browser);
  await signIn(page, `${operationsUrl}/sign-in`, `${mailbox}@mirai-hosho.example.jp`, secrets.staffPassword);
  await page.type('[name="code"]', codeOf(secrets.staffTotpSecret));
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  return page;
}

async function press(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(selector)]);
}
