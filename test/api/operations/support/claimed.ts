/** The claim for a prepayment that a case holds, as the worker leaves it. */
import { randomUUID } from 'node:crypto';
import { prepaymentClaimContext } from '../../../../domain/sealing.ts';
import type { OpenOperations } from './operations.ts';

/** A 前払金請求書, printed where there are bytes, sealed as the worker seals it. */
export async function claimed(
  { owner, services }: OpenOperations,
  guaranteeId: string,
  bytes: string | null,
): Promise<string> {
  const id = randomUUID();
  const { canonicalJson } = await owner.certificate.findFirstOrThrow({ where: { guaranteeId } });
  const content = { certificate: JSON.parse(canonicalJson), claimedYen: 20_000_000, claimedOn: '2026-04-03' };
  const sealed = bytes === null ? null : services.keyRing.seal(Buffer.from(bytes), prepaymentClaimContext(id));
  const storedSha256 = sealed === null ? null : await services.store.put(sealed);
  const printed = { sha256: storedSha256, storedSha256, printedAt: storedSha256 === null ? null : new Date() };
  await owner.prepaymentClaim.create({
    data: { id, guaranteeId, digest: randomUUID(), content, createdAt: new Date(), ...printed },
  });
  return id;
}
