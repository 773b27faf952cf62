/** Bodies that are one file: of a media type that is asked for, no larger than it may be. */
import express, { type RequestHandler } from 'express';
import { Refusal, type RefusalName } from '../domain/refusals.ts';

/** Which files an address takes, and the name that any other media type is refused with. */
export interface FileShape {
  readonly mediaTypes: readonly string[];
  readonly maxBytes: number;
  readonly mediaTypeRefusal: RefusalName;
}

/** A file as it came. The media type is the sender's word: what the bytes are is looked at by whoever takes them. */
export interface SentFile {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The body as a file. Refuses: the shape's own name, before anything is read; `request-must-be-small-enough`. */
export function fileBody({ mediaTypes, maxBytes, mediaTypeRefusal }: FileShape): RequestHandler {
  const read = express.raw({ type: () => true, limit: maxBytes, inflate: false });
  return (request, response, next) => {
    const mediaType = essenceOf(request.headers['content-type']);
    const encoded = (request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';
    if (!mediaTypes.includes(mediaType) || encoded) return next(new Refusal(mediaTypeRefusal));
    read(request, response, (error?: unknown) => {
      if (error !== undefined) return next(error);
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      request.body = { mediaType, bytes } satisfies SentFile;
      next();
    });
  };
}

/** `application/pdf` of `Application/PDF; name=x`. */
function essenceOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1).join('').trim().toLowerCase();
}
