/**
 * One of everything that has an address in Operations. Whoever adds an address of a thing adds one such thing here, so
 * that the walks over rights and barriers open it.
 */

import { randomUUID } from 'node:crypto';
import { addPasskey } from '../../../../prisma/passkeys.ts';
import { sampleStaff } from '../../../../prisma/sample-staff.ts';
import { applyFor, arrive, issue, returnTo } from '../../net-desk/support/followed.ts';
import type { OpenOperations } from './operations.ts';

/** The ids of things whose addresses are walked: of guarantees first. */
export async function fillOperations(operations: OpenOperations): Promise<readonly string[]> {
  const issued = await applyFor(operations);
  await issue(operations, issued);
  await arrive(operations, issued);
  const returned = await applyFor(operations);
  await returnTo(operations, returned, '金額をご確認ください。');
  const waiting = await applyFor(operations);
  const owner = { userId: sampleStaff.reviewer.id, portal: 'operations' };
  const passkey = { name: '見本', credentialId: randomUUID(), publicKey: new Uint8Array(), counter: 0, transports: [] };
  await addPasskey(operations.db, owner, passkey, new Date());
  return [issued.guaranteeId, returned.guaranteeId, waiting.guaranteeId, ...(await everyId(operations))];
}

/** Some ids of every table that has them. */
export async function everyId({ owner }: Pick<OpenOperations, 'owner'>): Promise<readonly string[]> {
  const tables = await owner.$queryRaw<{ name: string }[]>`
    SELECT table_name::text AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'id' AND table_name NOT IN ('session', 'verification', 'account')`;
  const found = await Promise.all(
    tables.map(({ name }) =>
      owner.$queryRawUnsafe<{ id: string }[]>(`SELECT id::text AS id FROM "${name}" ORDER BY id LIMIT 3`),
    ),
  );
  return [...new Set(found.flat().map(({ id }) => id))];
}
