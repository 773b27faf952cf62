/** Correction requests of contractors: asked once per field, told to the branch as a message, answered by a message. */
import { createHash, randomUUID } from 'node:crypto';
import {
  type CorrectionContent,
  type CorrectionField,
  correctionFieldNames,
  correctionRefusal,
} from '../domain/correction-request.ts';
import type { Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { KeptAnswer } from './answers.ts';
import { actOnce } from './case-acts.ts';
import type { NewCommand } from './commands.ts';
import type { Database } from './database.ts';
import { addMessage } from './messages.ts';
import { visibleTo } from './visibility.ts';

const mostListed = 200;

/** Refuses: as `actOnce` and `correctionRefusal`, beside the field. */
export function requestCorrection(
  db: Database,
  reader: Reader,
  sent: NewCommand & { readonly guaranteeId: string; readonly userId: string },
  content: CorrectionContent,
  tell: (request: { id: string; revision: number; askedAt: Date }) => KeptAnswer,
  now: Date,
): Promise<KeptAnswer> {
  const { guaranteeId, userId } = sent;
  return actOnce(
    db,
    reader,
    sent,
    async (tx, { revisions, product }) => {
      const issued = revisions.find(({ arrivedAt, dispatchedAt }) => arrivedAt !== null || dispatchedAt !== null);
      const open = await tx.correctionRequest.findMany({ where: { guaranteeId, answers: { none: {} } } });
      const facts = {
        product: product as Product,
        issued: issued !== undefined,
        open: open.map(({ field }) => field as CorrectionField),
      };
      const refusal = correctionRefusal(content, facts);
      if (refusal !== null || issued === undefined) {
        throw new Refusal(refusal ?? 'guarantee-must-be-issued-for-correction', { field: 'field' });
      }
      const id = randomUUID();
      const request = { id, guaranteeId, revision: issued.number, ...content, askedById: userId, askedAt: now };
      await tx.correctionRequest.create({ data: request });
      const message = { guaranteeId, side: 'contractor' as const, byId: userId, correctionRequestId: null };
      await addMessage(tx, { ...message, words: wordsOf(content) }, now);
      const digest = createHash('sha256')
        .update(`${id}${JSON.stringify(content)}`)
        .digest('hex');
      return {
        event: { kind: 'correction-requested', content: { correctionRequestId: id, contentDigest: digest } },
        answer: tell({ id, revision: issued.number, askedAt: now }),
      };
    },
    now,
  );
}

function wordsOf({ field, shouldBe, reason }: CorrectionContent): string {
  return `【申込内容と間違いがある】\n項目：${correctionFieldNames[field]}\n正しい内容：${shouldBe}\n理由：${reason}`;
}

/** The requests that this reader sees, oldest first: of one guarantee, or those that wait for an answer. */
export async function correctionRequests(
  db: Database,
  reader: Reader,
  { guaranteeId, openOnly }: { readonly guaranteeId?: string; readonly openOnly: boolean },
) {
  const rows = await db.correctionRequest.findMany({
    where: {
      guarantee: { ...(guaranteeId === undefined ? {} : { id: guaranteeId }), ...visibleTo(reader) },
      ...(openOnly ? { answers: { none: {} } } : {}),
    },
    include: {
      guarantee: { select: { guaranteeNumber: true } },
      answers: { orderBy: { writtenAt: 'desc' }, take: 1 },
    },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
    take: mostListed,
  });
  return rows.map(({ askedById: _askedById, guarantee, answers: [answer], field, ...row }) => ({
    ...row,
    field: field as CorrectionField,
    guaranteeNumber: guarantee.guaranteeNumber,
    state: answer === undefined ? ('open' as const) : ('answered' as const),
    answer: answer === undefined ? null : { words: answer.words, answeredAt: answer.writtenAt },
  }));
}

export type CorrectionRequestView = Awaited<ReturnType<typeof correctionRequests>>[number];
