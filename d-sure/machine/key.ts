/** PUT /api/certificates/:guaranteeNumber/key: a surety company puts the key that opens a guarantee. It is never answered. */
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { putKey } from '../key.ts';
import type { Services } from '../services.ts';
import { guaranteeNumberIn } from './address.ts';
import { readBody } from './json-body.ts';
import { suretyIn } from './surety.ts';

/** `replaces: true` says that another key may be thrown away for this one. */
const body = z.strictObject({ key: z.string().max(64), replaces: z.boolean().default(false) });

export function putGuaranteeKey(services: Services): RequestHandler {
  return async (request, response) => {
    const guaranteeNumber = guaranteeNumberIn(request.params);
    const { keySetAt } = await putKey(services, suretyIn(response), {
      guaranteeNumber,
      ...readBody(body, request.body),
    });
    response.json({ keySetAt: keySetAt.toISOString() });
  };
}
