/** The authentication key on its own contractor's page: groups of four, how it is read out, its notice. */
import { AuthenticationKey, keyGroups, keyReading } from '../../../domain/authentication-key.ts';
import { keyContext } from '../../../domain/sealing.ts';
import type { FollowedGuarantee } from '../../../prisma/followed-guarantee.ts';
import type { KeyRing } from '../../../services/key-ring.ts';
import { documentAddress } from '../follow-addresses.ts';

/** Null until the certificate arrived at D-Sure: no key is shown before it. Source: R-I2, R-K3. */
export function guaranteeKey(keyRing: KeyRing, { id, sealedKey, documents }: FollowedGuarantee) {
  if (sealedKey === null) return null;
  const bytes = keyRing.open(Buffer.from(sealedKey, 'base64'), keyContext(id));
  const key = new AuthenticationKey(Buffer.from(bytes).toString());
  const notice = documents.find(({ kind }) => kind === 'key-notice');
  return {
    text: key.reveal(),
    groups: keyGroups(key),
    reading: keyReading(key),
    noticeHref: notice === undefined ? null : documentAddress(id, 'key-notice', notice.revision),
  };
}
