/** A guarantee on another platform (保証証券等確認システム and the like): where it is viewed, with what, and what the officer noted of it. */
import { type FieldRefusal, Refusal, refuse } from './refusals.ts';
import { textProblem } from './text.ts';
import { maxYen, readYen, type Yen } from './yen.ts';

/** Non-life insurers' guarantees cover the contract security, never the advance. Source: R-X1. */
export const locatorKinds = ['performance-insurance', 'performance-bond', 'other'] as const;
export type LocatorKind = (typeof locatorKinds)[number];

export const locatorKindNames: Record<LocatorKind, string> = {
  'performance-insurance': '履行保証保険',
  'performance-bond': '公共工事履行保証証券',
  other: 'その他',
};

/** How far the authority is with it. Nobody else is told: the other platform is never called. */
export const locatorStates = ['unconfirmed', 'confirmed', 'correction-asked'] as const;
export type LocatorState = (typeof locatorStates)[number];

export const locatorStateNames: Record<LocatorState, string> = {
  unconfirmed: '未確認',
  confirmed: '確認済み',
  'correction-asked': '補正依頼',
};

/** The form's fields, in their order, with their labels. */
export const locatorLabels = {
  url: '閲覧URL',
  password: '閲覧パスワード',
  kind: '種類',
  insurer: '引受会社',
  projectName: '工事名',
  contractor: '受注者名',
  amountYen: '保証金額',
  memo: 'メモ',
} as const;
export type LocatorField = keyof typeof locatorLabels;
export const locatorFields = Object.keys(locatorLabels) as LocatorField[];

export type TypedLocator = Readonly<Record<LocatorField, string>>;

/** 契約情報 (`url`) and 認証情報 (`password`), the legal pair, and the officer's notes. Source: R-X2, R-X6, R-L3. */
export interface Locator {
  /** https, as browsers spell it. */
  readonly url: string;
  readonly password: string;
  readonly kind: LocatorKind;
  /** Empty where nothing was noted; so is `memo`. */
  readonly insurer: string;
  readonly projectName: string;
  readonly contractor: string;
  readonly amountYen: Yen | null;
  readonly memo: string;
}

export const maxLocatorLengths = {
  url: 2_000,
  password: 128,
  insurer: 200,
  projectName: 200,
  contractor: 200,
  memo: 1_000,
} as const;
const minPasswordLength = 4;

/**
 * What was typed, in order. An empty password means the one that is kept (`keptPassword`, null where there is none).
 *
 * Refuses, all at once: `content-must-be-in-order` with `field-must-be-given`, `text-must-be-short-enough`, `text-must-be-printable`,
 * `amount-must-be-within-bounds`, `locator-url-must-be-https`, `locator-url-must-hold-no-credentials`,
 * `locator-password-must-be-long-enough`, `locator-memo-must-not-hold-the-password`.
 */
export function readLocator(typed: TypedLocator, keptPassword: string | null): Locator {
  const texts = {
    insurer: typed.insurer.trim(),
    projectName: typed.projectName.trim(),
    contractor: typed.contractor.trim(),
    memo: typed.memo.replaceAll('\r\n', '\n').trim(),
  };
  const password = typed.password.trim() === '' ? keptPassword : typed.password.trim();
  const kind = locatorKinds.find((each) => each === typed.kind);
  const amountYen = typed.amountYen.trim() === '' ? null : readYen(typed.amountYen);
  const isAmount = typed.amountYen.trim() === '' || (amountYen !== null && amountYen > 0 && amountYen <= maxYen);
  const url = urlIn(typed.url);
  const found = [
    ...urlRefusals(typed.url, url, password),
    ...passwordRefusals(password),
    ...(kind === undefined ? [refuse('field-must-be-given', 'kind')] : []),
    ...textRefusals('insurer', texts.insurer, false),
    ...textRefusals('projectName', texts.projectName, true),
    ...textRefusals('contractor', texts.contractor, true),
    ...(isAmount ? [] : [refuse('amount-must-be-within-bounds', 'amountYen')]),
    ...textRefusals('memo', texts.memo, false),
    ...(password !== null && password.length >= minPasswordLength && texts.memo.includes(password)
      ? [refuse('locator-memo-must-not-hold-the-password', 'memo')]
      : []),
  ];
  if (found.length > 0 || url === null || password === null || kind === undefined)
    throw new Refusal('content-must-be-in-order', { details: found });
  return { ...texts, url: url.href, password, kind, amountYen };
}

/** Null for what is no address of the web. */
function urlIn(typed: string): URL | null {
  return URL.parse(typed.trim());
}

function urlRefusals(typed: string, url: URL | null, password: string | null): FieldRefusal[] {
  const problem = textProblem(typed.trim(), { maxLength: maxLocatorLengths.url, lines: false });
  if (problem !== null) return [refuse(problemNames[problem], 'url')];
  if (url === null || url.protocol !== 'https:') return [refuse('locator-url-must-be-https', 'url')];
  if (url.href.length > maxLocatorLengths.url) return [refuse('text-must-be-short-enough', 'url')];
  const holdsPassword = password !== null && partsOf(url).includes(password);
  if (url.username !== '' || url.password !== '' || holdsPassword)
    return [refuse('locator-url-must-hold-no-credentials', 'url')];
  return [];
}

/** What stands between the separators of the address, decoded. */
function partsOf(url: URL): string[] {
  const texts = [url.pathname, url.search, url.hash].flatMap((text) => text.split(/[/?#&=]/));
  return texts.map((text) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      return text;
    }
  });
}

function passwordRefusals(password: string | null): FieldRefusal[] {
  if (password === null) return [refuse('field-must-be-given', 'password')];
  const problem = textProblem(password, { maxLength: maxLocatorLengths.password, lines: false });
  if (problem !== null) return [refuse(problemNames[problem], 'password')];
  return password.length < minPasswordLength ? [refuse('locator-password-must-be-long-enough', 'password')] : [];
}

function textRefusals(field: keyof typeof maxLocatorLengths, text: string, isRequired: boolean): FieldRefusal[] {
  const problem = textProblem(text, { maxLength: maxLocatorLengths[field], lines: field === 'memo' });
  if (problem === null || (problem === 'blank' && !isRequired)) return [];
  return [refuse(problemNames[problem], field)];
}

const problemNames = {
  blank: 'field-must-be-given',
  'too-long': 'text-must-be-short-enough',
  unprintable: 'text-must-be-printable',
} as const;
