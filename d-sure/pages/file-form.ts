/** A form with a file in it: read whole into memory, and gone with the request. */
import express, { type Request, type RequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';

/** The form's texts stand in `request.body` as those of any other form; its file is `fileIn(request)`. */
export const fileForm: RequestHandler[] = [
  express.raw({ type: 'multipart/form-data', limit: '11mb' }),
  async (request, _response, next) => {
    const body: unknown = request.body;
    const sent = Buffer.isBuffer(body) ? await partsOf(body, request.headers['content-type'] ?? '') : new FormData();
    const texts: Record<string, string> = {};
    for (const [name, value] of sent) {
      if (typeof value === 'string') texts[name] = value;
      else files.set(request, new Uint8Array(await value.arrayBuffer()));
    }
    request.body = texts;
    next();
  },
];

/** The last file of the form; no bytes where there is none. */
export function fileIn(request: Request): Uint8Array {
  return files.get(request) ?? new Uint8Array();
}

const files = new WeakMap<Request, Uint8Array>();

/** Refuses: `request-must-be-readable`. */
function partsOf(body: Buffer, contentType: string): Promise<FormData> {
  return new Response(Uint8Array.from(body), { headers: { 'content-type': contentType } }).formData().catch(() => {
    throw new Refusal('request-must-be-readable');
  });
}
