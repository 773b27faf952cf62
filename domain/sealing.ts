/** What sealed bytes belong to: bound into the seal, so that nothing opens in another's place. */

export function keyContext(guaranteeId: string): string {
  return `authentication-key/${guaranteeId}`;
}

export function keyNoticeContext(guaranteeId: string, revision: number): string {
  return `key-notice/${guaranteeId}/${revision}`;
}

export function prepaymentClaimContext(claimId: string): string {
  return `prepayment-claim/${claimId}`;
}
