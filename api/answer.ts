/** What a request is answered with: status, headers and bytes, so that it can be kept and sent again as it was. */
import type { Response } from 'express';
import type { KeptAnswer } from '../prisma/answers.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** An answer in JSON. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): KeptAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** Sends the answer. One with an ETag that the client has already is answered 304. */
export function send(response: Response, { status, headers, body }: Answer): void {
  response.status(status).set({ ...headers });
  response.send(
    typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  );
}
