/** Where the audit log is read from: pages of rows as they stand. Nothing that a page says of a hash is believed. */
import type { HashedEvent } from '../../../prisma/event-hashes.ts';

export interface Place {
  readonly position: number;
  readonly eventId: string;
  /** null: the sequence names an event that is not there. */
  readonly hash: string | null;
}

export interface Batch {
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly previousHash: string;
  readonly hash: string;
}

export interface ChainedEvent extends HashedEvent {
  readonly id: string;
  readonly guaranteeId: string | null;
  readonly subject: string | null;
  readonly hash: string;
  readonly position: number | null;
  readonly words: { readonly salt: string; readonly content: unknown } | null;
}

export interface Head {
  readonly day: string;
  readonly hash: string;
}

export interface AuditSource {
  heads(): Promise<{ head: { position: number; hash: string } | null; days: readonly Head[]; now: Date }>;
  places(): AsyncIterable<Place>;
  batches(): AsyncIterable<Batch>;
  events(): AsyncIterable<ChainedEvent>;
}
