/** The staff's people in words: roles by branch and day, states, and what was done about them. */
import type { Day } from '../../../domain/dates.ts';
import { eventWords } from '../../../domain/event-words.ts';
import { type StaffRole, staffRoleNames } from '../../../domain/people.ts';
import type { StaffAct } from '../../../prisma/staff-history.ts';
import type { HeldGrant, StaffUser } from '../../../prisma/staff-users.ts';

/** A grant as tables show it. */
export function grantRow({ id, role, branchName, fromOn, toOn, isComing }: HeldGrant) {
  return { id, roleName: staffRoleNames[role], branchName, fromOn, toOn, isComing };
}

export const stateChips: Record<StaffUser['state'], { readonly word: string; readonly mood: string }> = {
  active: { word: '利用中', mood: 'done' },
  invited: { word: '招待中', mood: 'moving' },
  deactivated: { word: '停止', mood: 'waiting' },
};

interface ActContent {
  readonly name?: string;
  readonly role?: StaffRole;
  readonly branchId?: string | null;
  readonly fromOn?: Day;
  readonly toOn?: Day | null;
  readonly approverId?: string;
  readonly delegateId?: string;
  readonly contractorId?: string;
}

/** Ids whose names an act's words need. */
export function idsIn({ words }: StaffAct): readonly string[] {
  const contents = [words?.before, words?.after] as (ActContent | null | undefined)[];
  return contents.flatMap((content) =>
    [content?.approverId, content?.delegateId, content?.contractorId].flatMap((id) => id ?? []),
  );
}

/** The act as a row: what, who, when, before, after, why. */
export function actRow(act: StaffAct, names: ReadonlyMap<string, string>, branches: ReadonlyMap<string, string>) {
  const tell = (content: Readonly<Record<string, unknown>> | null | undefined) =>
    content == null ? null : contentOf(content as ActContent, names, branches);
  return {
    what: eventWords[act.kind] ?? act.kind,
    at: act.at,
    actorName: act.actorName,
    isErased: act.words === null,
    before: tell(act.words?.before),
    after: tell(act.words?.after),
    reason: act.words?.reason ?? null,
  };
}

function contentOf(content: ActContent, names: ReadonlyMap<string, string>, branches: ReadonlyMap<string, string>) {
  const { role, branchId, fromOn, toOn, approverId, delegateId, contractorId } = content;
  return {
    name: content.name ?? null,
    roleName: role === undefined ? null : staffRoleNames[role],
    isForAll: role !== undefined && branchId === null,
    branchName: branchId == null ? null : (branches.get(branchId) ?? branchId),
    approverName: approverId === undefined ? null : (names.get(approverId) ?? null),
    delegateName: delegateId === undefined ? null : (names.get(delegateId) ?? null),
    contractorName: contractorId === undefined ? null : (names.get(contractorId) ?? null),
    fromOn: fromOn ?? null,
    toOn: toOn ?? null,
  };
}
