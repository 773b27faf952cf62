/** Whether an authority takes an electronic guarantee, in the reader's words. */
import type { AcceptanceVerdict } from '../../domain/acceptance.ts';
import { dayText } from '../../web/formats.ts';
import type { Language, Translate } from '../../web/translations.ts';

export interface Speech {
  readonly language: Language;
  readonly t: Translate;
}

const moods = { yes: 'done', no: 'stuck', ask: 'waiting-for-you' } as const;
const words = { yes: '電子保証に対応', no: '紙の証書のみ', ask: '発注者へ確認' } as const;

/** The verdict as a chip. */
export function acceptanceChip({ verdict }: AcceptanceVerdict) {
  return { mood: moods[verdict], word: words[verdict] };
}

/** The answer as a sentence that names the authority: yes, no with what it means, or what to ask. */
export function acceptanceSentence({ basis }: AcceptanceVerdict, authority: string, { t, language }: Speech): string {
  if (basis === undefined) return t('{authority}は電子保証に対応していません。紙の証書になります。', { authority });
  const said = {
    authority,
    day: t(basis.dayName),
    from: dayText(language, basis.fromOn),
    to: basis.toOn === null ? '' : dayText(language, basis.toOn),
  };
  switch (basis.ground) {
    case 'accepted':
      return t('{authority}は電子保証に対応しています（{from}から、{day}で判定）。', said);
    case 'before-start':
      return t(
        '{authority}は、{day}が{from}以降のものから電子保証に対応しています。それより前のものは紙の証書になります。',
        said,
      );
    case 'after-end':
      return t('{authority}の電子保証の対応は、{day}が{to}までのものです。そのあとのものは紙の証書になります。', said);
    case 'by-approval':
      return t('{authority}は案件ごとに電子保証を承認します。発注者へお問い合わせください。', said);
    case 'day-unknown':
      return t(
        '{authority}が電子保証に対応しているかは{day}で決まります。入力するか、発注者へお問い合わせください。',
        said,
      );
  }
}

/** From when to when the rule holds; empty where there is none. */
export function acceptanceValidity({ basis }: AcceptanceVerdict, { t, language }: Speech): string {
  if (basis === undefined) return '';
  const from = dayText(language, basis.fromOn);
  return basis.toOn === null
    ? t('{from}から', { from })
    : t('{from}から{to}まで', { from, to: dayText(language, basis.toOn) });
}
