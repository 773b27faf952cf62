/** A session as its row stands, of another device of that person, with which nobody comes in. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../../prisma/database.ts';

/** Returns its id. */
export async function createSession(
  owner: Database,
  userId: string,
  portal: 'net-desk' | 'operations',
): Promise<string> {
  const id = randomUUID();
  const device = {
    ipAddress: '203.0.113.7',
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari',
  };
  const expiresAt = new Date(Date.now() + 3_600_000);
  await owner.session.create({ data: { id, userId, portal, token: randomUUID(), expiresAt, ...device } });
  return id;
}
