/** Forms with files, as browsers send them (multipart/form-data), read by Node's own parser: no page of ours needs another. */
import express, { type Request, type RequestHandler } from 'express';
import { Refusal } from '../domain/refusals.ts';

/** A file as a form sent it. Its name is the sender's word. */
export interface FormFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const filesOf = new WeakMap<Request, ReadonlyMap<string, FormFile>>();

/** The form's texts become the request's body; its files are asked for by `fileIn`. Refuses: `request-must-be-small-enough`, `request-must-be-readable`. */
export function formWithFile(maxBytes: number): RequestHandler {
  const read = express.raw({ type: () => true, limit: maxBytes, inflate: false });
  return (request, response, next) => {
    read(request, response, (error?: unknown) => {
      if (error !== undefined) return next(error);
      parsed(request).then(() => next(), next);
    });
  };
}

/** The file of this field, or null where none was chosen. */
export function fileIn(request: Request, field: string): FormFile | null {
  const file = filesOf.get(request)?.get(field) ?? null;
  return file === null || (file.name === '' && file.bytes.length === 0) ? null : file;
}

async function parsed(request: Request): Promise<void> {
  const bytes: unknown = request.body;
  const contentType = request.headers['content-type'] ?? '';
  const fields = await formData(Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0), contentType);
  const texts: [string, string][] = [];
  const files = new Map<string, FormFile>();
  for (const [name, value] of fields) {
    if (typeof value === 'string') texts.push([name, value]);
    else files.set(name, { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
  }
  request.body = Object.fromEntries(texts);
  filesOf.set(request, files);
}

async function formData(bytes: Buffer<ArrayBufferLike>, contentType: string) {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw new Refusal('request-must-be-readable');
  }
}
