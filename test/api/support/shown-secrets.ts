/** What of keys and certificates an answer gives away: looked for in pages, JSON, PDFs, and in the files within mails and ZIPs. */
import { simpleParser } from 'mailparser';
import { AuthenticationKey } from '../../../domain/authentication-key.ts';
import type { CertificateData } from '../../../domain/certificate.ts';
import { keyContext } from '../../../domain/sealing.ts';
import type { ReadingKind } from '../../../prisma/readings.ts';
import { renderDocument } from '../../../templates/render.ts';
import type { OpenApi } from './api.ts';

/** Texts by which each is known, once an answer is plain. */
export type Secrets = Readonly<Record<ReadingKind, readonly string[]>>;

type Means = Pick<OpenApi, 'owner' | 'services'>;

/** Of every guarantee that was issued: its key, and the words that only its papers have. */
export async function secretsOf({ owner, services }: Means, papers: Omit<Secrets, 'key-shown' | 'check-copy-read'>) {
  const keys = await owner.authenticationKey.findMany();
  const certificates = await owner.certificate.findMany();
  return {
    ...papers,
    'key-shown': keys.map(({ guaranteeId, sealed }) => {
      const bytes = services.keyRing.open(Buffer.from(sealed, 'base64'), keyContext(guaranteeId));
      return new AuthenticationKey(Buffer.from(bytes).toString()).reveal();
    }),
    'check-copy-read': certificates.map(({ canonicalJson }) =>
      plain(bodyOf(renderDocument('check-copy', JSON.parse(canonicalJson) as CertificateData))),
    ),
  } satisfies Secrets;
}

/** The kinds of secrets that the answer holds. */
export async function shownIn(answer: Response, secrets: Secrets): Promise<readonly ReadingKind[]> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const texts = [bytes.toString('utf8'), plain(bodyOf(bytes.toString('utf8')))];
  if (/rfc822/.test(answer.headers.get('content-type') ?? '')) {
    const { text, attachments } = await simpleParser(bytes);
    texts.push(text ?? '', ...attachments.map(({ content }) => content.toString('utf8')));
  }
  return (Object.keys(secrets) as ReadingKind[]).filter((kind) =>
    secrets[kind].some((secret) => texts.some((text) => text.includes(secret))),
  );
}

function bodyOf(html: string): string {
  return /<body[^>]*>(.*)<\/body>/s.exec(html)?.[1] ?? html;
}

/** Without tags, white space and hyphens: a key in groups of four is a key. */
function plain(html: string): string {
  return html.replace(/<[^>]+>/g, '').replace(/[\s‐-]/g, '');
}
