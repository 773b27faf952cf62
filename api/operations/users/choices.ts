/** What forms about the staff's rights offer: the roles, each with what it may, and the branches. */
import { type StaffRole, staffRoleNames, staffRoles } from '../../../domain/people.ts';

const hints: Record<StaffRole, string> = {
  reviewer: '申込を審査し、承認・差戻し・引受不可を決めます。',
  approver: '審査に加えて、限度額を超える保証の二次承認をします。',
  operator: '止まった処理を動かし、システムの状態を見ます。',
  'register-keeper': '発注者・料率などの登録簿を管理します。すべての支店に共通です。',
  auditor: 'すべてを見られますが、何も変えられません。',
  administrator: '利用者と権限を管理します。保証の内容は見られません。すべての支店に共通です。',
};

export const roleChoices = staffRoles.map((value) => ({ value, title: staffRoleNames[value], hint: hints[value] }));

/** Every branch first, as the empty value. */
export function branchChoices(branches: readonly { readonly id: string; readonly name: string }[]) {
  return [{ value: '', title: 'すべての支店' }, ...branches.map(({ id, name }) => ({ value: id, title: name }))];
}
