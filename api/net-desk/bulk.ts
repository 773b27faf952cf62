/** 一括申込: many applications in one file. The file is checked whole; one with a refusal is not kept. */
import type { Request, RequestHandler, Response } from 'express';
import { type BulkRefusal, maxBulkRows } from '../../domain/bulk-sheet.ts';
import { keepUpload, listUploads } from '../../prisma/bulk-uploads.ts';
import { checkSheet } from '../bulk/check-sheet.ts';
import { readBulkFile, shownFileName } from '../bulk/read-file.ts';
import { fileIn } from '../form-with-file.ts';
import { show } from '../portal/show.ts';
import { statusOf } from '../refusal-statuses.ts';
import type { DeskServices } from './desk-services.ts';
import { personIn } from './signed-in.ts';

/** Beyond this, a page of refusals helps nobody. */
const refusalsShown = 200;

export function bulk(services: DeskServices): { show: RequestHandler; upload: RequestHandler } {
  const page = async (request: Request, response: Response, found: object = {}) => {
    const uploads = await listUploads(services.db, personIn(response).reader);
    show(services, request, response, 'bulk', {
      title: '一括申込',
      maxRows: maxBulkRows,
      uploads: uploads.map((upload) => ({ ...upload, href: `/bulk/${upload.id}`, chip: chipOf(upload) })),
      ...found,
    });
  };
  const refuse = (request: Request, response: Response, refusals: readonly BulkRefusal[], fileName: string | null) => {
    const [only] = refusals.filter(({ line }) => line === null);
    response.status(refusals.length === 1 && only !== undefined ? statusOf(only.name) : 422);
    return page(request, response, {
      fileName,
      fileError: only?.sentence ?? null,
      refusals: only === undefined ? [] : [{ field: 'file', sentence: only.sentence }],
      found: refusals.filter(({ line }) => line !== null).slice(0, refusalsShown),
      foundCount: refusals.length,
      isCut: refusals.length > refusalsShown,
    });
  };
  return {
    show: (request, response) => page(request, response),
    upload: async (request, response) => {
      const { userId, contractorId, contractorName } = personIn(response);
      const file = fileIn(request, 'file');
      const fileName = file === null ? null : shownFileName(file.name);
      const read = readBulkFile(file?.bytes ?? new Uint8Array());
      if ('refusal' in read) return refuse(request, response, [read.refusal], fileName);
      const checked = await checkSheet(services, { userId, contractorId, contractorName }, read.rows);
      if ('refusals' in checked) return refuse(request, response, checked.refusals, fileName);
      const from = { userId, contractorId, fileName: fileName ?? 'CSV' };
      const id = await keepUpload(services.db, from, checked.rows, services.clock.now());
      response.redirect(303, `/bulk/${id}`);
    },
  };
}

/** How far a file is, as a label. */
export function chipOf({ confirmedAt, finishedAt }: { confirmedAt: Date | null; finishedAt: Date | null }) {
  if (confirmedAt === null) return { mood: 'waiting-for-you', word: '送信前' };
  return finishedAt === null ? { mood: 'moving', word: '送信中' } : { mood: 'done', word: '送信済み' };
}
