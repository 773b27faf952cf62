/** Papers enclosed with an application, as pages list them and as they are sent: to be saved, or shown in place. */
import type { Response } from 'express';
import { savedName } from '../../domain/attachments.ts';
import { Refusal } from '../../domain/refusals.ts';
import type { EnclosedFile } from '../../prisma/draft-attachments.ts';
import { attachmentDisposition, inlineDisposition } from '../../web/content-disposition.ts';
import { send } from '../answer.ts';
import type { ApiServices } from '../services.ts';

/** What is told of each paper on a page. */
export function paperOnPage(at: string, removable: boolean) {
  return ({
    id,
    fileName,
    sizeBytes,
    addedAt,
  }: {
    id: string;
    fileName: string;
    sizeBytes: number;
    addedAt: Date;
  }) => ({
    fileName,
    size:
      sizeBytes < 1_000_000
        ? `${Math.max(1, Math.round(sizeBytes / 1000))} KB`
        : `${(sizeBytes / 1_000_000).toFixed(1)} MB`,
    addedAt,
    href: `${at}/${id}`,
    removalHref: removable ? `${at}/${id}/removal` : null,
  });
}

type Paper = Pick<EnclosedFile, 'fileName' | 'mediaType' | 'sha256'>;

/** The file as it was sent: to be saved, never shown in place. Refuses: `attachment-must-exist`. */
export function sendPaper(services: Pick<ApiServices, 'store'>, response: Response, paper: Paper | null | undefined) {
  return sendAs(services, response, paper, attachmentDisposition, {});
}

/**
 * The file shown by the browser itself, with nothing of ours around it: a PDF or a picture, as its content was found to be
 * when it was enclosed. What stands in it may neither ask for anything nor send anything. Refuses: `attachment-must-exist`.
 */
export function showPaper(services: Pick<ApiServices, 'store'>, response: Response, paper: Paper | null | undefined) {
  const policy =
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
  return sendAs(services, response, paper, inlineDisposition, { 'Content-Security-Policy': policy });
}

async function sendAs(
  { store }: Pick<ApiServices, 'store'>,
  response: Response,
  paper: Paper | null | undefined,
  disposition: (asciiName: string, name: string) => string,
  headers: Record<string, string>,
): Promise<void> {
  if (paper === null || paper === undefined) throw new Refusal('attachment-must-exist');
  const { fileName, mediaType, sha256 } = paper;
  const named = disposition(savedName('attachment', mediaType), savedName(fileName, mediaType));
  send(response, {
    status: 200,
    headers: { 'Content-Type': mediaType, 'Content-Disposition': named, ETag: `"${sha256}"`, ...headers },
    body: await store.get(sha256),
  });
}
