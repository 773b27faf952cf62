/** A guarantee on another platform, as an officer types it into the form. */
import type { Browser, Page } from '../../../bin/example/browser.ts';

export const viewingPassword = 'mP7-kv29';

export const typedLocator = {
  閲覧URL: 'https://shoken.example.jp/view/A-1',
  閲覧パスワード: viewingPassword,
  種類: 'performance-bond',
  引受会社: '〇〇損害保険株式会社',
  工事名: '町道補修工事',
  受注者名: '△△組',
  保証金額: '5,000,000',
  メモ: '起案 第3号',
};

/** The page after the press: the locator's, or the form with its refusals. */
export async function register(
  person: Browser,
  typed: Partial<Record<keyof typeof typedLocator, string>> = {},
): Promise<Page> {
  return person.press(await person.visit('/locators/new'), '登録する', { ...typedLocator, ...typed });
}
