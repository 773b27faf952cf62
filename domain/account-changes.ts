/** What a person of the staff is told when somebody changes what the person may do, or how the person comes in. */
import { type StaffRole, staffRoleNames } from './people.ts';
import { type Sentence, said } from './sentences.ts';
import type { StaffGrant } from './staff-grants.ts';

export type AccountChange =
  | {
      readonly kind: 'role-given' | 'role-taken';
      /** One at least. */
      readonly grants: readonly ToldGrant[];
    }
  | { readonly kind: 'second-factor-reset' | 'person-deactivated' | 'person-reactivated' };

export interface ToldGrant extends Pick<StaffGrant, 'role' | 'fromOn' | 'toOn'> {
  /** Null: every branch. */
  readonly branchName: string | null;
}

export interface AccountWords {
  readonly title: Sentence;
  readonly lines: readonly Sentence[];
}

/** The change in words. No name stands in them, and no reason: the reason is for the audit log. */
export function accountWords(change: AccountChange): AccountWords {
  switch (change.kind) {
    case 'role-given':
      return {
        title: said('業務の権限が付きました'),
        lines: [...change.grants.flatMap(roleLines), said('最初の日から使えます。')],
      };
    case 'role-taken':
      return {
        title: said('業務の権限がなくなりました'),
        lines: [
          ...change.grants.flatMap(roleLines),
          said('開いていた画面は終わっています。ほかの権限があれば、もう一度ログインするとお使いいただけます。'),
        ],
      };
    case 'second-factor-reset':
      return {
        title: said('認証アプリが解除されました'),
        lines: [
          said('管理者が、あなたの認証アプリ・回復コード・パスキーを解除しました。開いていた画面は終わっています。'),
          said('次にログインするとき、パスワードの後に、新しい認証アプリを登録してください。'),
        ],
      };
    case 'person-deactivated':
      return {
        title: said('ご利用が停止されました'),
        lines: [said('管理者が、あなたの利用を停止しました。ログインはできず、APIキーは失効しています。')],
      };
    case 'person-reactivated':
      return {
        title: said('ご利用が再開されました'),
        lines: [said('前と同じパスワードと認証アプリでログインできます。失効したAPIキーは元に戻りません。')],
      };
  }
}

function roleLines({ role, branchName, fromOn, toOn }: ToldGrant): Sentence[] {
  const place = {
    role: staffRoleNames[role satisfies StaffRole],
    branch: branchName ?? 'すべての支店',
    from: slashed(fromOn),
  };
  return toOn === null
    ? [said('・{role}（{branch}、{from}から）', place)]
    : [said('・{role}（{branch}、{from}から{to}まで）', { ...place, to: slashed(toOn) })];
}

function slashed(on: string): string {
  return on.replaceAll('-', '/');
}
