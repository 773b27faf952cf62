/** How the run of a case stands, as the workflow server tells. */
export type RunStanding =
  /** It runs, or waits. */
  | { readonly kind: 'running' }
  /** Its code fails before it comes to anything: so many times by now. */
  | { readonly kind: 'failing'; readonly tries: number }
  /** The server does not know it, or it was broken off: another may be started. */
  | { readonly kind: 'lost' }
  /** It came to its end. */
  | { readonly kind: 'ended' };
