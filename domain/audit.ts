/** The words of the audit log: what an act is about, and who did it from where. */

/**
 * What an act that is no event of a guarantee is about. Each subject has a chain of its own: name the row, not the table,
 * where two people may act at once (`register/fee-table/2026-04`, not `register/fee-table`).
 */
export type AuditSubject =
  /** Keys and certificates of this guarantee that somebody read. */
  | `reading/${string}`
  /** A row of a register: `register/TABLE/ROW`. */
  | `register/${string}/${string}`
  /** A person's rights, delegations, sign-in; an API key; a named view. */
  | `user/${string}`
  | `api-key/${string}`
  | `view/${string}`
  /** A counterparty's switch, by its name. */
  | `circuit/${string}`
  /** What the sweeper found, by its id. */
  | `finding/${string}`
  | `cause-group/${string}`
  | `bulk-retry/${string}`
  | `bank-file/${string}`
  /** A list that somebody took away as a file: `export/LIST/USER`. */
  | `export/${string}/${string}`
  /** What the surety holds against a contractor's limit, or says of it. */
  | `contractor/${string}`
  /** The words of this event were erased by law. */
  | `erasure/${string}`;

/** Who acted: kept in the words of an event, which can be erased by law. */
export interface ActedBy {
  /** null: the service itself. */
  readonly userId: string | null;
  /** The roles held when acting. */
  readonly roles: readonly string[];
  /** The network address that the request came from, or null where none did. */
  readonly address: string | null;
  /** Where an API key acted, its id. */
  readonly apiKeyId?: string | null;
}

/** What stands before the first slash of a subject. */
export type SubjectKind = AuditSubject extends `${infer Kind}/${string}` ? Kind : never;

/** The service acting by itself. */
export const byTheService: ActedBy = { userId: null, roles: [], address: null };
