/** The hashes of the audit log, as whoever writes it and whoever verifies it compute them: of tables they know nothing. */
import { createHash, type Hash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';

/** An event as its hash sees it, and as its row has it: of a guarantee or of a subject. */
export interface HashedEvent {
  readonly guaranteeId?: string | null;
  readonly subject?: string | null;
  readonly sequence: number;
  readonly revision: number;
  readonly kind: string;
  readonly actorId: string | null;
  readonly occurredAt: Date;
  readonly bodyDigest: string;
  readonly previousHash: string;
}

/** The hash that the next event of the same chain points back to. */
export function hashOf(event: HashedEvent): string {
  const { guaranteeId = null, subject = null, sequence, revision, kind, actorId, occurredAt } = event;
  const { bodyDigest, previousHash } = event;
  const owner = subject === null ? { guaranteeId } : { subject };
  const at = occurredAt.toISOString();
  return sha256(canonicalJson({ ...owner, sequence, revision, kind, actorId, at, bodyDigest, previousHash }));
}

/** What an event says of its words: nobody can guess them from it. */
export function bodyDigestOf(salt: string, content: unknown): string {
  return sha256(salt + canonicalJson(content));
}

/** The head hash after a batch: the hash before it and the hashes of its events, one a line. */
export function batchHash(previousHash: string, events: readonly { readonly hash: string }[]): string {
  const hashing = batchHashing(previousHash);
  for (const { hash } of events) hashing.add(hash);
  return hashing.end();
}

/** The same, event by event. */
export function batchHashing(previousHash: string): { add(hash: string): void; end(): string } {
  const hash: Hash = createHash('sha256').update(previousHash);
  return { add: (event) => void hash.update(`\n${event}`), end: () => hash.digest('hex') };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
