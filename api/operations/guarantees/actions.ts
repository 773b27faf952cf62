/** What this person may do with the case where it stands, each with what it will do. */
import type { Permission } from '../../../domain/staff-rights.ts';
import type { Stage } from '../../../domain/stages.ts';
import type { CaseFile } from '../../../prisma/case-file.ts';
import { caseAddress, reviewAddress } from '../case-address.ts';
import { feePaymentFromCase } from '../fees/payables.ts';
import { may, type OperationsPerson } from '../signed-in.ts';

export interface CaseAction {
  readonly title: string;
  readonly does: string;
  readonly href: string;
}

interface Offer {
  readonly permission: Permission;
  readonly stages: readonly Stage[];
  readonly title: string;
  readonly does: string;
  readonly address: (id: string) => string;
}

const offers: readonly Offer[] = [
  {
    permission: 'review',
    stages: ['applied', 'awaiting-second-approval'],
    title: '審査する',
    does: '申込と自動の確認を並べて見て、承認・差戻し・引受不可を判断します。',
    address: reviewAddress,
  },
  {
    permission: 'record-fees',
    stages: ['awaiting-fee'],
    title: '入金を記録する',
    does: '保証料の入金を手で記録します。すぐに発行が始まります。',
    address: feePaymentFromCase,
  },
  {
    permission: 'record-dispatch',
    stages: ['dispatching'],
    title: '交付を記録する',
    does: '証書（紙）を送ったこと、または窓口で渡したことを記録します。',
    address: (id) => `${caseAddress(id)}/dispatch`,
  },
  {
    permission: 'withdraw-cases',
    stages: ['returned', 'awaiting-fee'],
    title: '取り下げる',
    does: '受注者が続けない申込を、理由を付けて終わらせます。元に戻せません。',
    address: (id) => `${caseAddress(id)}/withdrawal`,
  },
];

export function actionsOf(view: CaseFile, person: OperationsPerson): readonly CaseAction[] {
  const offered = offers
    .filter(({ permission, stages }) => stages.includes(view.stage) && may(person, permission, view.branch.id))
    .map(({ title, does, address }) => ({ title, does, href: address(view.id) }));
  const open = view.incidents.find(({ closedAt }) => closedAt === null);
  if (open === undefined || !may(person, 'free-stuck', view.branch.id)) return offered;
  const does = '止まっている処理の原因を見て、再実行するか、別の方法で進めます。';
  return [...offered, { title: '停止を解く', does, href: `/incidents/${open.id}` }];
}
