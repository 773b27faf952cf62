/** Small files of each kind, and how a contractor encloses one. */

import { randomBytes } from 'node:crypto';
import { acceptApplication } from '../../../prisma/applications.ts';
import { samples } from '../../../prisma/sample-registers.ts';
import { applyCommand } from '../../support/apply-command.ts';
import { buildExample } from '../../support/cases.ts';
import type { OpenApi, Told, Who } from './api.ts';

const openings = {
  'application/pdf': Buffer.from('%PDF-1.7\n'),
  'image/png': Buffer.from('89504e470d0a1a0a', 'hex'),
  'image/jpeg': Buffer.from('ffd8ffe0', 'hex'),
} as const;

/** A file of this kind that nobody sent before. */
export function someFile(mediaType: keyof typeof openings = 'application/pdf'): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([openings[mediaType], randomBytes(64)]));
}

/** The id of a new application of the contractor, and those of its guarantees. No run is started for it. */
export async function applied({ db }: OpenApi): Promise<{ id: string; guarantees: string[] }> {
  const now = new Date();
  const { accepted } = await acceptApplication(
    db,
    {
      command: { ...applyCommand(), client: 'test' },
      contractorId: samples.contractorId,
      application: buildExample(now),
      warnings: [],
    },
    () => ({ status: 201, headers: {}, body: '' }),
    now,
  );
  if (accepted === null) throw new Error('the key was used before');
  return { id: accepted.applicationId, guarantees: accepted.guarantees.map(({ id }) => id) };
}

export interface Enclosing {
  readonly who?: Who;
  readonly name?: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly mediaType?: string;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

export function enclose(api: OpenApi, applicationId: string, enclosing: Enclosing = {}): Promise<Told> {
  const { who = 'contractor', name = '契約書.pdf', mediaType = 'application/pdf', key, headers } = enclosing;
  return api.post(who, `/api/v1/applications/${applicationId}/attachments?name=${encodeURIComponent(name)}`, {
    bytes: enclosing.bytes ?? someFile(),
    headers: { 'Content-Type': mediaType, ...headers },
    ...(key === undefined ? {} : { key }),
  });
}

/** `409 attachments-must-be-few`, and the fields where there are any. */
export function refusal({ status, body }: Told): string {
  const fields = (body.errors ?? []).map(({ name, field }: { name: string; field: string }) => `${name} @ ${field}`);
  return [`${status} ${body.name}`, ...fields].join(', ');
}
