/** Whether an authority takes an electronic guarantee, in the reader's words. */
import type { AcceptanceVerdict } from '../../domain/acceptance.ts';
import { dayText } from '../../web/formats.ts';
import type { Speech } from './speech.ts';

const moods = { yes: 'done', no: 'stuck', ask: 'waiting-for-you' } as const;
const words = { yes: '電子保証に対応', no: '紙の証書のみ', ask: '発注者へ確認' } as const;

/** The verdict as a chip. */
export function acceptanceChip({ verdict }: AcceptanceVerdict) {
  return { mood: moods[verdict], word: words[verdict] };
}

/** From when to when the rule holds; empty where there is none. */
export function acceptanceValidity({ basis }: AcceptanceVerdict, { t, language }: Speech): string {
  if (basis === undefined) return '';
  const from = dayText(language, basis.fromOn);
  return basis.toOn === null
    ? t('{from}から', { from })
    : t('{from}から{to}まで', { from, to: dayText(language, basis.toOn) });
}
