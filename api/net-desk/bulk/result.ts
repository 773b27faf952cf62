/** GET /bulk/:id/result.csv: what came of each row, for a spreadsheet. */
import type { RequestHandler } from 'express';
import { chosenProducts } from '../../../domain/application-form.ts';
import { controlNumberHeading } from '../../../domain/bulk-columns.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { productNames } from '../../../domain/product.ts';
import { type BulkRow, readUpload } from '../../../prisma/bulk-uploads.ts';
import { sendCsv } from '../../../web/csv.ts';
import type { DeskServices } from '../desk-services.ts';
import { personIn } from '../signed-in.ts';
import { uploadIdIn } from './upload.ts';

const states: Record<BulkRow['state'], string> = {
  waiting: '未送信',
  sent: '受付済み',
  refused: '受付できません',
  failed: '送信できませんでした',
};

export function bulkResult({ db }: DeskServices): RequestHandler {
  return async (request, response) => {
    const { upload, rows } = await readUpload(db, personIn(response).reader, uploadIdIn(request));
    await sendCsv(response, {
      name: `一括申込結果_${dayInJapan(upload.uploadedAt)}`,
      headings: ['行', controlNumberHeading, '工事名', '商品名', '保証金額の合計', '結果', '受付番号', '理由'],
      rows: rows.map((row) => [
        row.line,
        row.controlNumber,
        row.typed['contract.projectName'] ?? '',
        chosenProducts(row.typed)
          .map((product) => productNames[product])
          .join('・'),
        row.amountYen,
        row.sentBefore ? '前回受付済み' : states[row.state],
        row.receiptNumber,
        row.refusals
          .map(({ heading, sentence }) => (heading === null ? sentence : `${heading}：${sentence}`))
          .join(' '),
      ]),
    });
  };
}
