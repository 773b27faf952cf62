/** A burst of wrong keys: so many that the platform takes no more for a while. Source: R-K5. */
export interface KeyBurst {
  /** The platform's own id of the fact. */
  readonly id: string;
  readonly guaranteeNumber: string;
  readonly at: Date;
  /** How many were tried. What was tried, and by whom, nobody tells. */
  readonly tries: number;
  readonly triesTakenAgainAt: Date;
}
