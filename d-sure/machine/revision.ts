/** PUT /api/certificates/:guaranteeNumber/revisions/:revision: a surety company posts a certificate. */
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { Refusal } from '../../domain/refusals.ts';
import { postCertificate } from '../posting.ts';
import type { Services } from '../services.ts';
import { guaranteeNumberIn, revisionIn } from './address.ts';
import { readBody } from './json-body.ts';
import { suretyIn } from './surety.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const body = z.strictObject({
  certificate: z.string().min(2).max(200_000),
  certificateDigest: digest,
  file: z.string().min(8),
  fileDigest: digest,
});

/** 201 where it arrived now, 200 where it had arrived before; `arrivedAt` is the same for ever. */
export function putRevision(services: Services): RequestHandler {
  return async (request, response) => {
    const { file, ...posting } = readBody(body, request.body);
    const { arrivedAt, isNew } = await postCertificate(services, suretyIn(response), {
      ...posting,
      file: bytesOf(file),
      guaranteeNumber: guaranteeNumberIn(request.params),
      revision: revisionIn(request.params),
    });
    response.status(isNew ? 201 : 200).json({ arrivedAt: arrivedAt.toISOString() });
  };
}

/** Refuses: `request-must-be-readable` for what is not exactly base64. */
function bytesOf(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) throw new Refusal('request-must-be-readable');
  return bytes;
}
