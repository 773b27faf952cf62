/**
 * Forms with many large files, read as they come: one file at a time is in memory, whatever is sent. By @fastify/busboy,
 * the maintained branch of the parser that most of Node's ecosystem reads forms with; Node's own keeps the whole body.
 */
import { once } from 'node:events';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { Request } from 'express';
import { Refusal } from '../domain/refusals.ts';

/** A file as a form sent it; `bytes` is null where it is larger than a file may be. Its name is the sender's word. */
export interface SentFormFile {
  readonly name: string;
  readonly bytes: Uint8Array | null;
}

export interface FormReader {
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  text(name: string, value: string): void;
  /** The next file is read when this one is done with. */
  file(file: SentFormFile): Promise<void>;
}

/**
 * Reads the form to its end, so that an answer finds its way whatever was refused. What a reader throws is thrown
 * then, and no further file is given to it. Refuses: `request-must-be-readable`, `request-must-be-small-enough`.
 */
export async function readForm(request: Request, reader: FormReader): Promise<void> {
  const largest = reader.maxFiles * (reader.maxFileBytes + 4096) + 65_536;
  if (Number(request.headers['content-length'] ?? 0) > largest) throw new Refusal('request-must-be-small-enough');
  const parser = parserOf(request, reader);
  let work: Promise<unknown> = Promise.resolve();
  let failure: unknown = null;
  const { promise: broken, resolve: breaks } = Promise.withResolvers<void>();
  parser.on('field', (name, value) => reader.text(name, value));
  parser.on('file', (_field, stream, name) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A part that is cut off fails by its own stream, which nobody else hears: unheard, it would end the process.
    stream.on('error', () => {
      failure = new Refusal('request-must-be-readable');
      breaks();
    });
    stream.on('end', () => {
      const bytes = stream.truncated ? null : Buffer.concat(chunks);
      const isNone = (name ?? '') === '' && bytes?.length === 0;
      work = work
        .then(() => (isNone || failure !== null ? undefined : reader.file({ name: name ?? '', bytes })))
        .catch((error: unknown) => (failure = error));
    });
  });
  const finished = once(parser, 'finish').catch(() => (failure = new Refusal('request-must-be-readable')));
  const end = Promise.race([finished, broken]);
  let received = 0;
  for await (const chunk of request) {
    received += (chunk as Buffer).length;
    if (received > largest) failure = new Refusal('request-must-be-small-enough');
    if (failure !== null) continue;
    if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), end]);
    await work;
  }
  if (failure === null) {
    parser.end();
    await end;
    await work;
  }
  if (failure !== null) throw failure;
}

function parserOf(request: Request, { maxFileBytes, maxFiles }: FormReader): BusboyInstance {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { fileSize: maxFileBytes, files: maxFiles, fields: 20, fieldSize: 4096, parts: maxFiles + 20 },
    });
  } catch {
    throw new Refusal('request-must-be-readable');
  }
}
