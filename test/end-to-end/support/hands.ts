/** How a person works a page: with a pointer, or with the keyboard alone. Both look for the words that people read. */
import type { ElementHandle, Page } from 'puppeteer';
import { until } from '../../support/until.ts';

export interface Hands {
  /** Puts the text in place of what stands in the field; of a list it takes this value. */
  fill(page: Page, id: string, text: string): Promise<void>;
  /** Ticks the box, or chooses the button of a group. */
  tick(page: Page, id: string): Promise<void>;
  /** Presses the button with these words, and is on the page that follows. */
  press(page: Page, words: string): Promise<void>;
  /** Follows the link that begins with these words. */
  follow(page: Page, words: string): Promise<void>;
  /** Opens everything that is folded. */
  unfold(page: Page): Promise<void>;
}

const button = (words: string) => `::-p-xpath(//button[normalize-space()="${words}"])`;
const link = (words: string) => `::-p-xpath(//a[starts-with(normalize-space(), "${words}")])`;
const folded = 'details:not([open]) > summary';

async function found(page: Page, selector: string): Promise<ElementHandle<HTMLElement>> {
  const element = await page.waitForSelector(selector);
  if (element === null) throw new Error(`${page.url()} has no ${selector}`);
  return element as ElementHandle<HTMLElement>;
}

const tagOf = (element: ElementHandle<HTMLElement>) => element.evaluate(({ tagName }) => tagName);

export const pointer: Hands = {
  async fill(page, id, text) {
    const field = await found(page, `[id="${id}"]`);
    if ((await tagOf(field)) === 'SELECT') return void (await field.select(text));
    await field.evaluate((element) => {
      (element as HTMLInputElement).value = '';
    });
    await field.type(text);
  },
  async tick(page, id) {
    await (await found(page, `[id="${id}"]`)).click();
  },
  async press(page, words) {
    const pressed = await found(page, button(words));
    await Promise.all([page.waitForNavigation(), pressed.click()]);
  },
  async follow(page, words) {
    const followed = await found(page, link(words));
    await Promise.all([page.waitForNavigation(), followed.click()]);
  },
  async unfold(page) {
    for (const summary of await page.$$(folded)) await summary.click();
  },
};

/** More stops than any page of ours has. */
const mostStops = 400;

/** Goes on with Tab, as somebody without a pointer does, until the element has the focus. Throws where Tab never comes there. */
async function tabTo(page: Page, element: ElementHandle<HTMLElement>): Promise<void> {
  for (let stop = 0; stop < mostStops; stop++) {
    if (await element.evaluate((wanted) => document.activeElement === wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${await element.evaluate(({ outerHTML }) => outerHTML.slice(0, 200))}`);
}

export const keyboard: Hands = {
  async fill(page, id, text) {
    const field = await found(page, `[id="${id}"]`);
    await tabTo(page, field);
    if ((await tagOf(field)) !== 'SELECT') {
      await page.keyboard.down('Control');
      await page.keyboard.press('KeyA');
      await page.keyboard.up('Control');
      await page.keyboard.press('Delete');
      return page.keyboard.sendCharacter(text);
    }
    const value = () => field.evaluate((element) => (element as HTMLSelectElement).value);
    await page.keyboard.press('Home');
    await until(async () => {
      if ((await value()) === text) return true;
      await page.keyboard.press('ArrowDown');
      return (await value()) === text;
    });
  },
  async tick(page, id) {
    await tabTo(page, await found(page, `[id="${id}"]`));
    await page.keyboard.press('Space');
  },
  async press(page, words) {
    await tabTo(page, await found(page, button(words)));
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  },
  async follow(page, words) {
    await tabTo(page, await found(page, link(words)));
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  },
  async unfold(page) {
    for (const summary of await page.$$(folded)) {
      await tabTo(page, summary as ElementHandle<HTMLElement>);
      await page.keyboard.press('Enter');
    }
  },
};
