/** What activities are built from: each neighbour as an argument. */
import type { Logger } from 'pino';
import type { Database } from '../prisma/database.ts';
import type { Clock } from '../services/clock.ts';
import type { DSureClient } from '../services/d-sure-client.ts';
import type { DocumentSigner } from '../services/document-signer.ts';
import type { DocumentStore } from '../services/document-store.ts';
import type { GuaranteeRuns } from '../services/guarantee-runs.ts';
import type { KeyRing } from '../services/key-ring.ts';
import type { Mailer } from '../services/mailer.ts';
import type { PdfPrinter } from '../services/pdf-printer.ts';

/** The portals by the names that people read, and the address of the contractor's screens as it stands in mails. */
export interface PortalNames {
  readonly netDesk: string;
  readonly netDeskUrl: string;
  readonly operations: string;
  readonly operationsUrl: string;
  readonly dSure: string;
}

export interface Services {
  readonly db: Database;
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly store: DocumentStore;
  readonly printer: PdfPrinter;
  readonly signer: DocumentSigner;
  readonly dSure: DSureClient;
  readonly mailer: Mailer;
  readonly runs: GuaranteeRuns;
  readonly logger: Logger;
  readonly names: PortalNames;
}
