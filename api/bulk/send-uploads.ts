/** Sends confirmed files row by row. Any API process may: a file is leased, and a row sent twice is one application. */
import { Refusal } from '../../domain/refusals.ts';
import { keptBy } from '../../prisma/acts.ts';
import {
  type BulkRow,
  type BulkTold,
  type BulkUpload,
  countTry,
  finishUpload,
  leaseUpload,
  nextRow,
  settleRow,
} from '../../prisma/bulk-uploads.ts';
import { apply } from '../apply.ts';
import { loggable } from '../failures.ts';
import type { ApiServices } from '../services.ts';
import { applicationOf, applyingOf, receiptIn, toldOfRow } from './row.ts';

/** How long a process that died keeps a file from the others. One row takes a second at most. */
const leaseMs = 20_000;
/** So often a row may fail for a reason nobody foresaw before it is given up. */
const mostTries = 5;

/** Sends every file that waits and that no other process is sending; `id` names one alone. On return nothing is left to do. */
export async function sendUploads(services: ApiServices, { id, stopped = () => false }: Sending = {}): Promise<void> {
  const { db, clock } = services;
  while (!stopped()) {
    const upload = await leaseUpload(db, clock.now(), leaseMs, id);
    if (upload === null) return;
    while (!stopped()) {
      const row = await nextRow(db, upload.id, clock.now(), leaseMs);
      if (row === null) break;
      await sendRow(services, upload, row);
    }
    if (!stopped()) await finishUpload(db, upload.id, clock.now());
  }
}

interface Sending {
  readonly id?: string;
  readonly stopped?: () => boolean;
}

/** On return the row is settled. Throws what nobody foresaw: the file is tried again when its lease is over. */
async function sendRow(services: ApiServices, upload: BulkUpload, row: BulkRow): Promise<void> {
  const { db, clock } = services;
  try {
    await settleRow(db, row, await outcomeOf(services, upload, row), clock.now());
  } catch (error) {
    services.logger.error({ bulkUploadId: row.uploadId, line: row.line, ...loggable(error) }, 'a bulk row failed');
    await countTry(db, row);
    if (row.tries + 1 < mostTries) throw error;
    await settleRow(db, row, 'failed', clock.now());
  }
}

async function outcomeOf(
  services: ApiServices,
  { confirmedById, by, contractorId }: BulkUpload,
  row: BulkRow,
): Promise<{ receiptNumber: string } | { refusals: readonly BulkTold[] }> {
  const read = applicationOf(row.typed);
  if ('refusals' in read) return { refusals: toldOfRow(read.refusals, row.typed) };
  try {
    const sender = keptBy(confirmedById as string, by);
    const applying = { ...applyingOf(row, read.application, { ...sender, contractorId }), by: sender };
    return { receiptNumber: receiptIn(await apply(services, applying)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const name = error.refusal === 'idempotency-key-must-not-be-reused' ? 'control-number-must-be-free' : null;
    const told = name === null ? error : new Refusal(name);
    return { refusals: toldOfRow(told.details.length === 0 ? [{ sentence: told.sentence }] : told.details, row.typed) };
  }
}

/** Looks for files to send every few seconds until it is closed: those whose process died above all. */
export function watchUploads(services: ApiServices, everyMs = 5000): { close(): Promise<void> } {
  let isClosed = false;
  let underWay: Promise<void> | null = null;
  const timer = setInterval(() => {
    underWay ??= sendUploads(services, { stopped: () => isClosed })
      .catch((error) => services.logger.warn(loggable(error), 'bulk applications wait'))
      .finally(() => {
        underWay = null;
      });
  }, everyMs);
  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await underWay;
    },
  };
}
