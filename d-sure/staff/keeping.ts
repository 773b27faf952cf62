/** What an administrator does to the own authority's people, departments and way in: one at a time, checked, and on record. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import type { Services } from '../services.ts';

export type Tables = Parameters<Parameters<Database['$transaction']>[0]>[0];

/** The administrator who acts, as far as the rules look. */
export interface Keeper {
  readonly userId: string;
  readonly authorityId: string;
}

export const recordKinds = {
  'department-added': '部署を追加',
  'department-renamed': '部署の名前を変更',
  'department-closed': '部署を廃止',
  'user-added': '利用者を登録',
  'user-changed': '利用者を変更',
  'user-deactivated': '利用を停止',
  'start-code-made': '開始コードを発行',
  'user-signed-out': '利用者をログアウト',
  'second-factor-removed': '二段階認証を解除',
  'entry-changed': 'ログインの条件を変更',
  'handover-confirmed': '人事異動を予約',
  'handover-applied': '人事異動を反映',
  'handover-cancelled': '人事異動を取消',
} as const;
export type RecordKind = keyof typeof recordKinds;

/**
 * The change is made and on record, or nothing is. Changes of one authority come one after the other, so that two administrators
 * who lower each other at once leave one of them.
 *
 * Refuses: `administrator-must-remain`, and what the change refuses.
 */
export async function keep<T>(
  { database, now }: Pick<Services, 'database' | 'now'>,
  { userId, authorityId }: Keeper,
  change: (tables: Tables) => Promise<{ kind: RecordKind; subject: string; result: T }>,
): Promise<T> {
  return database.$transaction(async (tables) => {
    await tables.$queryRaw`SELECT 1 AS locked FROM authority WHERE id = ${authorityId} FOR NO KEY UPDATE`;
    const { kind, subject, result } = await change(tables);
    await requireAdministrator(tables, authorityId);
    await tables.staffRecord.create({
      data: { id: randomUUID(), authorityId, byId: userId, kind, subject, at: now() },
    });
    return result;
  });
}

/** Somebody stays who can sign in and administer: a right without a password yet is not enough. */
async function requireAdministrator(tables: Tables, authorityId: string): Promise<void> {
  const able = await tables.authorityUser.count({
    where: {
      authorityId,
      right: 'administrator',
      deactivatedAt: null,
      accounts: { some: { password: { not: null } } },
    },
  });
  if (able === 0) throw new Refusal('administrator-must-remain');
}

/** The latest acts of the authority's administrators, newest first. */
export async function latestRecords(database: Database, authorityId: string) {
  const rows = await database.staffRecord.findMany({
    where: { authorityId },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: 100,
    include: { by: { select: { name: true } } },
  });
  return rows.map(({ at, kind, subject, by }) => ({
    at,
    what: recordKinds[kind as RecordKind] ?? kind,
    subject,
    by: by.name,
  }));
}
