/** One file of applications: what it would send, the press that sends it, its progress, and what came of each row. */
import type { Request, RequestHandler } from 'express';
import { chosenProducts } from '../../../domain/application-form.ts';
import { type Product, productNames, products } from '../../../domain/product.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { type BulkRow, confirmUpload, dropUpload, readUpload } from '../../../prisma/bulk-uploads.ts';
import { uuidForm } from '../../../prisma/keyset.ts';
import { sendUploads } from '../../bulk/send-uploads.ts';
import { loggable } from '../../failures.ts';
import { placeOf } from '../../portal/place.ts';
import { show } from '../../portal/show.ts';
import { chipOf } from '../bulk.ts';
import type { DeskServices } from '../desk-services.ts';
import { personIn } from '../signed-in.ts';

/** The id in the address. Refuses: `bulk-upload-must-exist`, in the same words as for an id that nobody has. */
export function uploadIdIn({ params }: Request): string {
  const { id } = params;
  if (typeof id !== 'string' || !uuidForm.test(id)) throw new Refusal('bulk-upload-must-exist');
  return id;
}

export function bulkUpload(services: DeskServices): {
  show: RequestHandler;
  send: RequestHandler;
  drop: RequestHandler;
} {
  const { db, clock, logger } = services;
  return {
    show: async (request, response) => {
      const { reader } = personIn(response);
      const { upload, rows } = await readUpload(db, reader, uploadIdIn(request));
      const isSending = upload.confirmedAt !== null && upload.finishedAt === null;
      show(services, request, response, 'bulk/upload', {
        title: upload.confirmedAt === null ? '一括申込の確認' : isSending ? '一括申込の送信' : '一括申込の結果',
        ...upload,
        place: await placeOf(services, reader),
        isSending,
        chip: chipOf(upload),
        ...countsOf(rows),
        // While it is being sent the page is fetched again and again: the rows that went wrong are enough.
        rows: (isSending ? rows.filter(({ refusals }) => refusals.length > 0) : rows).map(shown),
        csvHref: `/bulk/${upload.id}/result.csv`,
      });
    },
    send: async (request, response) => {
      const { reader, userId, by } = personIn(response);
      const id = uploadIdIn(request);
      await confirmUpload(db, reader, id, { ...by, userId }, clock.now());
      // Nobody waits for it: should this process die, another one goes on (send-uploads.ts).
      sendUploads(services, { id }).catch((error) => logger.warn(loggable(error), 'a bulk upload waits'));
      response.redirect(303, `/bulk/${id}`);
    },
    drop: async (request, response) => {
      await dropUpload(db, personIn(response).reader, uploadIdIn(request));
      response.redirect(303, '/bulk');
    },
  };
}

function countsOf(rows: readonly BulkRow[]) {
  const toSend = rows.filter(({ sentBefore }) => !sentBefore);
  const of = (state: BulkRow['state']) => toSend.filter((row) => row.state === state).length;
  const chosen = toSend.flatMap(({ typed }) => chosenProducts(typed));
  return {
    total: toSend.length,
    settled: toSend.length - of('waiting'),
    sent: of('sent'),
    refused: of('refused') + of('failed'),
    before: rows.length - toSend.length,
    warned: toSend.filter(({ warnings }) => warnings.length > 0).length,
    amountYen: toSend.reduce((sum, row) => sum + row.amountYen, 0n),
    products: products
      .map((product) => ({ title: productNames[product], count: countOf(chosen, product) }))
      .filter(({ count }) => count > 0),
  };
}

function countOf(chosen: readonly Product[], product: Product): number {
  return chosen.filter((each) => each === product).length;
}

const chips = {
  waiting: { mood: 'waiting', word: '未送信' },
  sent: { mood: 'done', word: '受付済み' },
  refused: { mood: 'stuck', word: '受付できません' },
  failed: { mood: 'stuck', word: '送信できませんでした' },
} as const;

function shown(row: BulkRow) {
  const { typed, receiptNumber, state, sentBefore } = row;
  return {
    ...row,
    projectName: typed['contract.projectName'] ?? '',
    products: chosenProducts(typed).map((product) => productNames[product]),
    chip: sentBefore ? { mood: 'done', word: '前回受付済み' } : chips[state],
    href: receiptNumber === null ? null : `/guarantees?q=${encodeURIComponent(receiptNumber)}`,
  };
}
