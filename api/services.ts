/** What the API is built from: each neighbour as an argument. */
import type { Logger } from 'pino';
import type { Database } from '../prisma/database.ts';
import type { Clock } from '../services/clock.ts';
import type { DocumentStore } from '../services/document-store.ts';
import type { GuaranteeRuns } from '../services/guarantee-runs.ts';
import type { KeyRing } from '../services/key-ring.ts';

export interface ApiServices {
  readonly db: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly store: DocumentStore;
  readonly runs: GuaranteeRuns;
  readonly logger: Logger;
  /** How many proxies in front are believed about a client's address; none where it is not said. */
  readonly trustedProxies?: number;
  /** How long a command's outcome is waited for before the answer is 202. */
  readonly commandWaitMs: number;
  /** What `/ready` asks, by name. Each resolves while its dependency answers. */
  readonly probes: Readonly<Record<Dependency, () => Promise<unknown>>>;
}

export const dependencies = ['database', 'temporal', 'documentStore'] as const;
export type Dependency = (typeof dependencies)[number];
