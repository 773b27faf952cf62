/** D-Sure (保証確認サービス), the viewing platform: somebody else's house, reached over HTTP only. */
import { z } from 'zod';
import type { AuthenticationKey } from '../domain/authentication-key.ts';
import { type AuthorityResponseFact, responseKinds } from '../domain/authority-response.ts';
import type { KeyBurst } from '../domain/key-burst.ts';
import { Refusal, type RefusalName, refusalSentences } from '../domain/refusals.ts';

export interface PostingRequest {
  readonly guaranteeNumber: string;
  readonly revision: number;
  /** The certificate's canonical JSON, byte for byte. */
  readonly certificateJson: string;
  readonly certificateDigest: string;
  readonly file: Uint8Array;
  readonly fileDigest: string;
}

/** One revision as the platform lists it. */
export interface PostedCertificate {
  readonly guaranteeNumber: string;
  readonly revision: number;
  readonly certificateDigest: string;
  readonly fileDigest: string;
  readonly arrivedAt: Date;
  readonly keyIsSet: boolean;
}

export interface DSureClient {
  /** The certificate is posted; the arrival there is the issue time. Again is the same posting. Source: R-I1, R-I3. */
  postCertificate(posting: PostingRequest, signal?: AbortSignal): Promise<{ arrivedAt: Date }>;
  /** The key opens the guarantee. `replaces` throws another key away (a leak); without it another key is refused. */
  putKey(
    put: { guaranteeNumber: string; key: AuthenticationKey; replaces?: boolean },
    signal?: AbortSignal,
  ): Promise<void>;
  /** What authorities did after this cursor, in order; the cursor to read on from. */
  responses(
    after: string | null,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ responses: AuthorityResponseFact[]; cursor: string | null }>;
  /** Where many wrong keys were tried after this cursor, in order; the cursor to read on from. Source: R-K5. */
  keyBursts(
    after: string | null,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ bursts: KeyBurst[]; cursor: string | null }>;
  /** What is posted there, by number and revision, for comparing with our tables. Ends with an empty page. */
  listing(
    after: string | null,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ certificates: PostedCertificate[]; cursor: string | null }>;
}

/** What D-Sure does instead of answering: it says that it cannot, is not reached, is silent, or answers what nobody understands. */
export type DSureFailure = 'DSureUnavailable' | 'DSureUnreachable' | 'DSureSilent' | 'DSureAnswersWrongly';

/** D-Sure did not answer as it should: trying again may help. Its message holds no number, name or key. */
export class DSureUnavailable extends Error {
  constructor(reason: string, name: DSureFailure = 'DSureUnavailable') {
    super(`D-Sure is not available: ${reason}`);
    this.name = name;
  }
}

export interface DSureSettings {
  readonly url: string;
  /** The surety company's bearer token at D-Sure. */
  readonly token: string;
  readonly timeoutMs: number;
}

/**
 * The client over HTTP. Every call ends within the time limit.
 *
 * Refuses: what D-Sure refuses, by its name; `d-sure-must-accept-our-credentials`. All else is `DSureUnavailable`.
 */
export function createDSureClient(settings: DSureSettings): DSureClient {
  return {
    async postCertificate({ guaranteeNumber, revision, certificateJson, file, ...digests }, signal) {
      const path = `/api/certificates/${encodeURIComponent(guaranteeNumber)}/revisions/${revision}`;
      const body = { certificate: certificateJson, file: Buffer.from(file).toString('base64'), ...picked(digests) };
      return call(settings, arrival, 'PUT', path, body, signal);
    },
    async putKey({ guaranteeNumber, key, replaces }, signal) {
      const path = `/api/certificates/${encodeURIComponent(guaranteeNumber)}/key`;
      await call(settings, z.object({}), 'PUT', path, { key: key.reveal(), replaces: replaces ?? false }, signal);
    },
    responses(after, limit, signal) {
      return call(settings, responsePage, 'GET', `/api/responses?${paging(after, limit)}`, undefined, signal);
    },
    keyBursts(after, limit, signal) {
      return call(settings, burstPage, 'GET', `/api/bursts?${paging(after, limit)}`, undefined, signal);
    },
    listing(after, limit, signal) {
      return call(settings, certificatePage, 'GET', `/api/certificates?${paging(after, limit)}`, undefined, signal);
    },
  };
}

/** The digests alone: a caller's object may carry more, and D-Sure refuses fields it does not know. */
function picked({ certificateDigest, fileDigest }: { certificateDigest: string; fileDigest: string }) {
  return { certificateDigest, fileDigest };
}

function paging(after: string | null, limit: number): URLSearchParams {
  return new URLSearchParams(after === null ? { limit: String(limit) } : { after, limit: String(limit) });
}

async function call<T>(
  { url, token, timeoutMs }: DSureSettings,
  schema: z.ZodType<T>,
  method: string,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<T> {
  const timeLimit = AbortSignal.timeout(timeoutMs);
  const { status, text } = await exchange(new URL(path, url), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: signal === undefined ? timeLimit : AbortSignal.any([timeLimit, signal]),
  });
  if (status === 401) throw new Refusal('d-sure-must-accept-our-credentials');
  if (status >= 400 && status < 500)
    throw refusalIn(text) ?? new DSureUnavailable(`it answered ${status}`, 'DSureAnswersWrongly');
  if (status < 200 || status > 299) throw new DSureUnavailable(`it answered ${status}`);
  const answer = schema.safeParse(parsed(text));
  if (!answer.success) throw new DSureUnavailable('its answer cannot be read', 'DSureAnswersWrongly');
  return answer.data;
}

async function exchange(url: URL, request: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, request);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    // Neither the error nor its cause is passed on: both may repeat what was sent.
    const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
    throw new DSureUnavailable(
      reasons[name] ?? 'the connection failed',
      name in reasons ? 'DSureSilent' : 'DSureUnreachable',
    );
  }
}

const reasons: Record<string, string> = {
  TimeoutError: 'it did not answer in time',
  AbortError: 'the call was given up',
};

/** The refusal that a problem document names, where it is one of ours. */
function refusalIn(text: string): Refusal | null {
  const type = problem.safeParse(parsed(text)).data?.type;
  return type !== undefined && Object.hasOwn(refusalSentences, type) ? new Refusal(type as RefusalName) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const problem = z.object({ type: z.string() });
const instant = z.iso.datetime().transform((at) => new Date(at));
const arrival = z.object({ arrivedAt: instant });
const cursor = z.string().nullable();
const responsePage = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(responseKinds),
      guaranteeNumber: z.string(),
      revision: z.int(),
      at: instant,
      by: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  cursor,
});
const burstPage = z.object({
  bursts: z.array(
    z.object({ id: z.string(), guaranteeNumber: z.string(), at: instant, tries: z.int(), triesTakenAgainAt: instant }),
  ),
  cursor,
});
const certificatePage = z.object({
  certificates: z.array(
    z.object({
      guaranteeNumber: z.string(),
      revision: z.int(),
      certificateDigest: z.string(),
      fileDigest: z.string(),
      arrivedAt: instant,
      keyIsSet: z.boolean(),
    }),
  ),
  cursor,
});
