/** A row of the audit log as pages and files show it: what, about what, by whom, and why. */

import { doerOf } from '../../domain/event-doers.ts';
import { roleNames } from '../../domain/event-roles.ts';
import { areaWords, eventWords, factLines, readEventWords } from '../../domain/event-words.ts';
import type { Stage } from '../../domain/stages.ts';
import type { AuditRow } from '../../prisma/audit-search.ts';
import { caseAddress } from './case-address.ts';
import { stageWords } from './stage-words.ts';

/** `seesCase` tells whether the reader may open the case of that branch. */
export function shownEvent(row: AuditRow, seesCase: (branchId: string) => boolean = () => false) {
  const words = readEventWords(row.content);
  const [area = 'guarantee', ...rest] = row.subject?.split('/') ?? [];
  return {
    id: row.id,
    href: `/audit/${row.id}`,
    occurredAt: row.occurredAt,
    what: eventWords[row.kind] ?? row.kind,
    area: Object.hasOwn(areaWords, area) ? areaWords[area as keyof typeof areaWords] : area,
    /** The guarantee's number, or what of that area. */
    about: row.guaranteeId === null ? subjectWords(area, rest) : (row.guaranteeNumber ?? row.guaranteeId.slice(0, 8)),
    caseHref:
      row.guaranteeId !== null && row.branchId !== null && seesCase(row.branchId) ? caseAddress(row.guaranteeId) : null,
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

/** Who took a list away is told as the actor. */
function subjectWords(area: string, rest: readonly string[]): string {
  return area === 'export' ? (rest[0] ?? '') : rest.join('/');
}
