/** What there is help for, and which page of it belongs to a screen. */

export interface HelpTopic {
  /** Its address below /help, and the name of its prose. */
  readonly name: string;
  readonly title: string;
}

/** How to work with each screen. */
export const screenTopics: readonly HelpTopic[] = [
  { name: 'apply', title: '保証申込のヘルプ' },
  { name: 'bulk', title: '一括申込のヘルプ' },
  { name: 'guarantees', title: '保証契約一覧のヘルプ' },
  { name: 'submission', title: '提出のヘルプ' },
  { name: 'issued', title: '電子保証履歴一覧のヘルプ' },
  { name: 'statements', title: '保証料計算書一覧のヘルプ' },
  { name: 'company', title: '会社の設定のヘルプ' },
  { name: 'account', title: 'ログインと二段階認証のヘルプ' },
];

/** What to know before. */
export const explanations: readonly HelpTopic[] = [
  { name: 'electronic-guarantee', title: '電子保証の仕組み' },
  { name: 'key', title: '認証キーの取得方法と発注者への提出方法' },
  { name: 'faq', title: 'よくあるご質問' },
];

/** The most exact first. */
const screens: readonly (readonly [RegExp, string])[] = [
  [/^\/drafts/, 'apply'],
  [/^\/bulk/, 'bulk'],
  [/^\/guarantees\/[^/]+\/(?:submission|claim|sending)/, 'submission'],
  [/^\/guarantees\/[^/]+\/resubmission/, 'apply'],
  [/^\/guarantees\/[^/]+$/, 'key'],
  [/^\/guarantees/, 'guarantees'],
  [/^\/issued/, 'issued'],
  [/^\/statements/, 'statements'],
  [/^\/company/, 'company'],
  [/^\/account/, 'account'],
  [/^\/authorities/, 'faq'],
];

/** The address of the help that fits the screen at this path; the list of all where none does. */
export function helpFor(path: string): string {
  const found = screens.find(([screen]) => screen.test(path));
  return found === undefined ? '/help' : `/help/${found[1]}`;
}
