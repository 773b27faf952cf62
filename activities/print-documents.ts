/** Prints, signs and stores the documents of a revision. Each file is chosen once; printing again keeps it. */
import { createHash } from 'node:crypto';
import { AuthenticationKey } from '../domain/authentication-key.ts';
import type { DocumentKind } from '../domain/documents.ts';
import { keyContext, keyNoticeContext } from '../domain/sealing.ts';
import type { Stage } from '../domain/stages.ts';
import { type Printed, type PrintingJob, printingJob, recordPrinted } from '../prisma/documents.ts';
import { attachToPdf, type PdfAttachment } from '../services/pdf-attachment.ts';
import { renderDocument } from '../templates/render.ts';
import { templateVersion } from '../templates/version.ts';
import { revisionRunId } from '../workflows/ids.ts';
import type { RevisionRef } from '../workflows/messages.ts';
import type { Services } from './services.ts';

/**
 * The stage after printing: `posting`, or `dispatching` for paper. On return every wanted file is on disk and its digest
 * frozen. Refuses: `epoch-must-be-current`, `stage-must-allow-printing`.
 */
export function printDocuments(services: Services) {
  const { db, clock } = services;
  return async (revision: RevisionRef): Promise<Stage> => {
    const job = await printingJob(db, revision);
    const missing = job.wanted.filter((kind) => !job.chosen.some((document) => document.kind === kind));
    const printed = await Promise.all(missing.map((kind) => printOne(services, job, kind)));
    const runId = revisionRunId(revision.guaranteeId, revision.revision);
    return recordPrinted(db, revision, { runId, printed, now: clock.now() });
  };
}

/** On return the file lies in the store, and nothing says yet that it is the revision's. */
async function printOne(services: Services, job: PrintingJob, kind: DocumentKind): Promise<Printed> {
  const { store, printer, signer, keyRing } = services;
  const printed = await printer.print({ html: htmlOf(services, job, kind) });
  const pdf = await signer.sign(kind === 'certificate' ? attachToPdf(printed, certificateFile(job)) : printed);
  const sealed = kind === 'key-notice'; // it shows the key: at rest only under the key ring
  const stored = sealed ? keyRing.seal(pdf, keyNoticeContext(job.id.guaranteeId, job.id.revision)) : pdf;
  return {
    kind,
    sha256: createHash('sha256').update(pdf).digest('hex'),
    storedSha256: await store.put(stored),
    sealed,
    sizeBytes: pdf.length,
    templateVersion,
  };
}

/** The certificate's own data, carried by its file. */
function certificateFile({ canonicalJson }: PrintingJob): PdfAttachment {
  const bytes = Buffer.from(canonicalJson);
  return { name: 'certificate.json', mediaType: 'application/json', description: '保証証書のデータ', bytes };
}

function htmlOf(services: Services, job: PrintingJob, kind: DocumentKind): string {
  const { certificate } = job;
  switch (kind) {
    case 'certificate':
      return renderDocument('certificate', certificate);
    case 'fee-statement':
      return renderDocument('fee-statement', { certificate, ...job.fee });
    case 'key-notice':
      return renderDocument('key-notice', {
        noticeTitle: job.keyNoticeTitle,
        platform: services.names.dSure,
        certificate,
        key: openedKey(services, job),
      });
  }
}

function openedKey({ keyRing }: Services, { sealedKey, id }: PrintingJob): AuthenticationKey {
  const bytes = keyRing.open(Buffer.from(sealedKey as string, 'base64'), keyContext(id.guaranteeId));
  return new AuthenticationKey(Buffer.from(bytes).toString());
}
