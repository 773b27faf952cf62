/** What people who wish no good write into free text, and what clumsy ones do: shown as text everywhere, or refused by name. */

/** Where a script of theirs would leave its mark. */
export const mark = 'window.hostile = 1';

/** Of characters that papers have: what stands on a certificate may be any of them. */
export const shownOnPaper = {
  script: `=1+1<script>${mark}</script>{{constructor}}{name}$t(必須)𠮷髙﨑`,
  attribute: `"><img src=x onerror="${mark}"> ' onfocus='${mark}' &amp;&lt;`,
  formula: '@SUM(1+1)*cmd|\' /C calc\'!A0,"引用"',
  style: '</style><style>*{display:none}</style>*/;}',
  plus: '+81-3</td></table><base href=//evil.example.jp>-->',
  long: '長'.repeat(200),
  unbroken: 'W'.repeat(200),
} as const;

/** Beyond papers: signs that only screens and mails have. */
export const shownOnScreen = {
  emoji: `-2+3 👩‍🔧🏗️😀 <svg onload="${mark}"> 🇯🇵`,
  lines: `一行目\n件名: 偽の件名\nBcc: evil@example.jp\n\n<script>${mark}</script> ${'あ'.repeat(150)}\n=HYPERLINK("http://evil.example.jp")😀`,
} as const;

/** Refused wherever one line of text is asked for. */
export const refusedInALine = {
  'a line break that would begin a header': '工事\r\nBcc: evil@example.jp',
  'a mark that turns the reading direction': '工事\u202Efdp.exe',
  'an isolate': '工事\u2067abc\u2069',
  'an Arabic letter mark': '工事\u061Cabc',
  'a bell': '工事\u0007',
  'a byte-order mark': '工\uFEFF事',
  'a line separator': '工事\u2028abc',
  'too many characters': '長'.repeat(201),
} as const;

/** Refused where it would stand on a paper: the typefaces have no shape for it. */
export const refusedOnPaper = { emoji: '橋😀補修', Arabic: 'مشروع', 'nothing to see': '橋\u200B梁' } as const;

export const refusedAmounts = [
  '0',
  '-1',
  '1.5',
  '1e9',
  '1000000000000',
  '9'.repeat(40),
  '<b>1</b>',
  '１２３億',
] as const;
export const refusedDays = ['2026-02-31', '2026/2/30', '令和8年2月31日', '0000-01-01', '9999-12-31', '<b>'] as const;
