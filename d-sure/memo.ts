/** A memo of an authority on a guarantee: for its own people, and nobody else. */
import { Refusal } from '../domain/refusals.ts';
import { textProblem } from '../domain/text.ts';
import { refuseKeyIn } from './answering.ts';
import type { Database } from './database.ts';
import type { Person } from './person.ts';
import type { Services } from './services.ts';

const maxMemoLength = 1_000;

/** The form's field, which refusals name. */
export const memoField = 'memo-text';

/**
 * The memo stands; the last one written counts.
 *
 * Refuses: `text-must-be-short-enough`, `text-must-be-printable`, `reason-must-not-hold-the-key`.
 */
export async function writeMemo(
  services: Services,
  { authorityId, by: department, name }: Person,
  guaranteeNumber: string,
  typed: string,
): Promise<void> {
  const text = typed.replaceAll('\r\n', '\n').trim();
  const problem = textProblem(text, { maxLength: maxMemoLength, lines: true });
  if (problem === 'too-long') throw new Refusal('text-must-be-short-enough', { field: memoField });
  if (problem === 'unprintable') throw new Refusal('text-must-be-printable', { field: memoField });
  const sentence = 'メモに認証キーが含まれています。メモは一覧やCSVにも出ます。認証キーを消してください。';
  await refuseKeyIn(services, guaranteeNumber, text, { field: memoField, sentence });
  const written = { text, by: `${department} ${name}`, writtenAt: services.now() };
  await services.database.memo.upsert({
    where: { authorityId_guaranteeNumber: { authorityId, guaranteeNumber } },
    create: { authorityId, guaranteeNumber, ...written },
    update: written,
  });
}

/** Null where nothing was noted. */
export function memoOf(database: Database, { authorityId }: Person, guaranteeNumber: string) {
  return database.memo.findUnique({
    where: { authorityId_guaranteeNumber: { authorityId, guaranteeNumber } },
    select: { text: true, by: true, writtenAt: true },
  });
}
