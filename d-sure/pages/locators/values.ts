/** The values of a locator's page, in words. */
import {
  type LocatorKind,
  type LocatorState,
  locatorKindNames,
  locatorLabels,
  locatorStateNames,
  locatorStates,
} from '../../../domain/locator.ts';
import { yen, yenText } from '../../../domain/yen.ts';
import type { ChangedLine } from '../../locators/changed-lines.ts';
import type { findLocator, locatorChanges, locatorViews } from '../../locators/reading.ts';
import { moods } from '../opened-rows.ts';

type Found = Awaited<ReturnType<typeof findLocator>>;

export function locatorValues({ kind, state, ...row }: Found) {
  return {
    ...row,
    host: new URL(row.url).host,
    kind: locatorKindNames[kind],
    state: locatorStateNames[state],
    mood: moods[state],
    presses: locatorStates.filter((each) => each !== state).map((value) => ({ value, ...presses[value] })),
  };
}

/** What the buttons say that lead to each state. */
const presses: Record<LocatorState, { word: string; isMain: boolean }> = {
  unconfirmed: { word: '未確認に戻す', isMain: false },
  confirmed: { word: '確認済みにする', isMain: true },
  'correction-asked': { word: '補正を依頼したことを記録する', isMain: false },
};

export function viewValues({ name, what, viewedAt }: Awaited<ReturnType<typeof locatorViews>>[number]) {
  return { name, viewedAt, what: what === 'password' ? locatorLabels.password : '画面' };
}

export function changeValues({ kind, lines, by, at }: Awaited<ReturnType<typeof locatorChanges>>[number]) {
  return { at, by, what: changeWords[kind] ?? kind, lines: lines.map(lineValues) };
}

const changeWords: Readonly<Record<string, string>> = {
  added: '登録',
  changed: '内容の変更',
  'state-changed': '状態の変更',
};

/** `isWord`: the values are words of ours, in both languages. */
function lineValues({ field, before, after }: ChangedLine) {
  const label = field === 'state' ? '状態' : locatorLabels[field];
  if (field === 'password') return { label, isHidden: true };
  const shown = (text: string | null) => {
    if (text === null || text === '') return '';
    if (field === 'kind') return locatorKindNames[text as LocatorKind] ?? text;
    if (field === 'state') return locatorStateNames[text as LocatorState] ?? text;
    return field === 'amountYen' ? yenText(yen(Number(text))) : text;
  };
  return { label, before: shown(before), after: shown(after), isWord: field === 'kind' || field === 'state' };
}
