/** A row of the audit log as pages and files show it: what, about what, by whom, and why. */

import { doerOf } from '../../domain/event-doers.ts';
import { roleNames } from '../../domain/event-roles.ts';
import { areaWords, eventWords, factLines, readEventWords } from '../../domain/event-words.ts';
import type { Stage } from '../../domain/stages.ts';
import type { AuditRow } from '../../prisma/audit-search.ts';
import type { SubjectNames } from '../../prisma/audit-subjects.ts';
import { type MayOpen, type ShownSubject, shownSubject } from './audit-subjects.ts';
import { caseAddress } from './case-address.ts';
import { stageWords } from './stage-words.ts';

export function shownEvent(row: AuditRow, names: SubjectNames, mayOpen: MayOpen) {
  const words = readEventWords(row.content);
  const [area = 'guarantee'] = row.subject?.split('/') ?? [];
  return {
    id: row.id,
    href: `/audit/${row.id}`,
    occurredAt: row.occurredAt,
    what: eventWords[row.kind] ?? row.kind,
    area: Object.hasOwn(areaWords, area) ? areaWords[area as keyof typeof areaWords] : area,
    isCase: row.guaranteeId !== null,
    subject: row.guaranteeId === null ? shownSubject(row.subject ?? '', names, mayOpen) : shownCase(row, mayOpen),
    doer: doerOf(row.kind, row.actorName, row.content),
    company: row.actorCompany,
    roles: words.roles.map((role) => roleNames[role] ?? role),
    address: words.address,
    apiKeyId: words.apiKeyId,
    reason: words.reason,
    isErased: row.content === null,
    before: factLines(staged(words.before)),
    after: factLines(staged(words.after)),
  };
}

/** A stage by its word. */
function staged(facts: Readonly<Record<string, unknown>>) {
  const { stage, ...rest } = facts;
  if (typeof stage !== 'string' || !Object.hasOwn(stageWords, stage)) return facts;
  return { stage: stageWords[stage as Stage].word, ...rest };
}

/** A guarantee by its number, before that by the receipt number of its application. */
function shownCase(row: AuditRow, mayOpen: MayOpen): ShownSubject {
  const { guaranteeId, guaranteeNumber, receiptNumber, branchId } = row;
  const opens = guaranteeId !== null && branchId !== null && mayOpen('see-cases', branchId);
  return { term: null, name: guaranteeNumber ?? receiptNumber, href: opens ? caseAddress(guaranteeId) : null };
}

/** What stands in a file beside the id: the name by which people know the thing; of a guarantee, the project's. */
export function subjectText({ guaranteeId, projectName }: AuditRow, { term, name }: ShownSubject): string {
  if (guaranteeId !== null) return projectName ?? '';
  return [term, name].flatMap((words) => words ?? []).join(' ');
}

/** The id of what it is about, as the log keeps it: a guarantee's number where it has one. */
export function subjectId({ guaranteeId, guaranteeNumber, subject }: AuditRow): string {
  if (guaranteeId !== null) return guaranteeNumber ?? guaranteeId;
  return subject?.slice(subject.indexOf('/') + 1) ?? '';
}
