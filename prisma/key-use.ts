/** When an API key was used last, and whether it is used too often: a write a minute, or one a request where it is held to a pace. */
import type { Database } from './database.ts';

const minuteMs = 60_000;

export interface UsedKey {
  readonly apiKeyId: string;
  readonly perMinute: number | null;
  readonly lastUsedAt: Date | null;
}

/** Whether this use is within the key's pace. What is beyond it is not written down. */
export async function countUse(db: Database, key: UsedKey, now: Date): Promise<boolean> {
  if (key.perMinute !== null) return countPaced(db, key.apiKeyId, key.perMinute, now);
  const aMinuteAgo = new Date(now.getTime() - minuteMs);
  if (key.lastUsedAt === null || key.lastUsedAt < aMinuteAgo) {
    const isOlder = [{ lastUsedAt: null }, { lastUsedAt: { lt: aMinuteAgo } }];
    await db.apiKey.updateMany({ where: { id: key.apiKeyId, OR: isOlder }, data: { lastUsedAt: now } });
  }
  return true;
}

async function countPaced(db: Database, id: string, perMinute: number, now: Date): Promise<boolean> {
  const aMinuteAgo = new Date(now.getTime() - minuteMs);
  const counted = await db.$executeRaw`
    UPDATE api_key SET
      last_used_at = ${now},
      minute_began_at = CASE WHEN minute_began_at > ${aMinuteAgo} THEN minute_began_at ELSE ${now} END,
      used_in_minute = CASE WHEN minute_began_at > ${aMinuteAgo} THEN used_in_minute + 1 ELSE 1 END
    WHERE id = ${id}::uuid
      AND (minute_began_at IS NULL OR minute_began_at <= ${aMinuteAgo} OR used_in_minute < ${perMinute})`;
  return counted > 0;
}
