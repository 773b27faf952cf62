/** A file of applications checked as a whole: by the same rules as the form, before anything of it is sent. */
import type { Application } from '../../domain/application.ts';
import { applicationRefusals } from '../../domain/application-refusals.ts';
import { applicationWarnings } from '../../domain/application-warnings.ts';
import { controlNumberHeading } from '../../domain/bulk-columns.ts';
import { type BulkLine, type BulkRefusal, bulkRefusal, readSheet, wordsNaming } from '../../domain/bulk-sheet.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { type FieldRefusal, Refusal } from '../../domain/refusals.ts';
import { applicationFacts, warningFacts } from '../../prisma/application-facts.ts';
import { bulkFacts } from '../../prisma/bulk-facts.ts';
import type { NewBulkRow } from '../../prisma/bulk-uploads.ts';
import { appliedBefore } from '../apply.ts';
import type { ApiServices } from '../services.ts';
import { applicationOf, applyingOf, receiptIn, toldOfRow } from './row.ts';

export interface BulkSender {
  readonly userId: string;
  readonly contractorId: string;
  readonly contractorName: string;
}

/** Rows looked at together: as many questions to the tables as a pool of connections likes. */
const atOnce = 8;

/** The rows, ready to be kept; or every refusal of the file, in the order of its rows. */
export async function checkSheet(
  services: ApiServices,
  sender: BulkSender,
  cells: readonly (readonly string[])[],
): Promise<{ rows: readonly NewBulkRow[] } | { refusals: readonly BulkRefusal[] }> {
  const sheet = readSheet(cells, await bulkFacts(services.db, sender.contractorName, wordsNaming('banks', cells)));
  const refusals = [...sheet.refusals];
  const rows: NewBulkRow[] = [];
  for (let from = 0; from < sheet.lines.length; from += atOnce) {
    const some = await Promise.all(
      sheet.lines.slice(from, from + atOnce).map((line) => checkLine(services, sender, line)),
    );
    for (const each of some) {
      if ('row' in each) rows.push(each.row);
      else refusals.push(...each.refusals.filter((found) => !isTold(found, sheet.refusals)));
    }
  }
  if (refusals.length > 0) return { refusals: refusals.sort((one, other) => (one.line ?? 0) - (other.line ?? 0)) };
  return { rows };
}

/** Whether this cell was refused already: one sentence is enough for it. */
function isTold({ line, heading }: BulkRefusal, told: readonly BulkRefusal[]): boolean {
  return heading !== null && told.some((each) => each.line === line && each.heading === heading);
}

async function checkLine(
  services: ApiServices,
  sender: BulkSender,
  line: BulkLine,
): Promise<{ row: NewBulkRow } | { refusals: readonly BulkRefusal[] }> {
  const read = applicationOf(line.typed);
  if ('refusals' in read) return { refusals: onRow(read.refusals, line) };
  const { application } = read;
  const sent = await sentBefore(services, sender, line, application);
  if (sent === 'otherwise') {
    const at = { line: line.line, heading: controlNumberHeading };
    return { refusals: [bulkRefusal('control-number-must-be-free', at)] };
  }
  const row = { ...line, amountYen: application.guarantees.reduce((sum, { amountYen }) => sum + amountYen, 0) };
  if (sent !== null) return { row: { ...row, warnings: [], receiptNumber: sent } };
  const today = dayInJapan(services.clock.now());
  const facts = await applicationFacts(services.db, application, sender.contractorId, today);
  const refusals = applicationRefusals(application, facts);
  if (refusals.length > 0) return { refusals: onRow(refusals, line) };
  const warnings = applicationWarnings(application, await warningFacts(services.db, application));
  return { row: { ...row, warnings: toldOfRow(warnings, line.typed), receiptNumber: null } };
}

/** The receipt number of the same row sent before; `otherwise` where its number stands for another application. */
async function sentBefore(
  services: ApiServices,
  sender: BulkSender,
  line: BulkLine,
  application: Application,
): Promise<string | null | 'otherwise'> {
  try {
    const answer = await appliedBefore(services, applyingOf(line, application, sender));
    return answer === null ? null : receiptIn(answer);
  } catch (error) {
    if (error instanceof Refusal && error.refusal === 'idempotency-key-must-not-be-reused') return 'otherwise';
    throw error;
  }
}

function onRow(refusals: readonly FieldRefusal[], { line, typed }: BulkLine): BulkRefusal[] {
  const told = toldOfRow(refusals, typed);
  return refusals.map(({ name, sentence }, index) =>
    bulkRefusal(name, { line, heading: told[index]?.heading ?? null, sentence }),
  );
}
