/** Asking the JSON API with an API key of a person of the staff. */
import { randomUUID } from 'node:crypto';
import type { Scope } from '../../../domain/scopes.ts';
import type { Database } from '../../../prisma/database.ts';
import { createApiKey } from '../../../prisma/people.ts';
import { type SampleStaffName, sampleStaff } from '../../../prisma/sample-staff.ts';

export interface KeyAnswer {
  readonly status: number;
  readonly said: string;
}

/** Asks at a path below /api/v1; with a body, posts it. */
export async function askingWithKey(
  { db, url }: { readonly db: Database; readonly url: string },
  who: SampleStaffName,
  scopes: readonly Scope[],
): Promise<(path: string, body?: object) => Promise<KeyAnswer>> {
  const { token } = await createApiKey(db, { userId: sampleStaff[who].id, name: 'test', scopes });
  return async (path, body) => {
    const headers = {
      Authorization: `Bearer ${token}`,
      'Idempotency-Key': randomUUID(),
      'Content-Type': 'application/json',
    };
    const asked = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${url}/api/v1${path}`, { headers, ...asked });
    return { status: answer.status, said: await answer.text() };
  };
}
