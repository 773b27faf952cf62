/** Who acts in tests that write commands and acts without a request. */
import type { ActedBy } from '../../domain/audit.ts';

/** The person, at an address of documentation (RFC 5737). */
export function actedBy(userId: string, ...roles: readonly string[]): ActedBy & { readonly userId: string } {
  return { userId, roles, address: '203.0.113.9' };
}
