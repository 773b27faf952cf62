/** POST /bulk-retries/:id/confirmation, /pause, /resumption, /cancellation, /pace: what a person decides about one. */
import { z } from 'zod';
import { bulkRetryStates } from '../../../domain/bulk-retry.ts';
import type { CommandWithoutRun } from '../../../domain/commands.ts';
import type { BulkRetryAct } from '../../../prisma/bulk-retries.ts';
import { json } from '../../answer.ts';
import { decide, wake } from '../../bulk-retries.ts';
import { addresses } from '../addresses.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { idShape } from '../shapes/basics.ts';
import { perMinuteField } from '../shapes/bulk-retry.ts';
import { staffAct } from '../staff-act.ts';

const decidedShape = z
  .strictObject({ id: idShape, state: z.enum(bulkRetryStates), links: z.strictObject({ self: z.string() }) })
  .meta({ id: 'BulkRetryDecision', description: 'Where a bulk retry stands after what was decided.' });

interface About {
  readonly act: BulkRetryAct;
  readonly name: CommandWithoutRun;
  readonly operationId: string;
  readonly summary: string;
  readonly explanation: string;
  readonly description: string;
}

function decision<Body extends { readonly perMinute?: number | undefined }>(
  { act, name, ...about }: About,
  body: z.ZodType<Body>,
): Endpoint {
  return endpoint<unknown, Body>({
    ...about,
    scopes: ['operator'],
    missing: 'bulk-retry-must-exist',
    body,
    answers: { 200: { description: 'Decided.', schema: decidedShape } },
    refusals: [
      'bulk-retry-must-exist',
      'bulk-retry-must-allow-this',
      'idempotency-key-must-not-be-reused',
      'content-must-be-in-order',
    ],
    async handle(services, asked) {
      const { id, body: content, by, principal } = asked;
      const answer = await staffAct(services, asked, name, { subject: id }, async (tx, now) => {
        const state = await decide(tx, id, act, content, principal.reader, by, now);
        return json(200, { id, state, links: { self: addresses.bulkRetry(id) } });
      });
      await wake(services, id);
      return answer;
    },
  });
}

const nothing = z.strictObject({});

export const confirmation = decision(
  {
    act: 'confirm',
    name: 'confirmBulkRetry',
    operationId: 'confirmBulkRetry',
    summary: '一括再実行を始める',
    explanation: 'まず1件、次に10件で試し、成功すれば残りを決めた速さで実行します。試した分が失敗すれば止まります。',
    description: 'One first, then ten, then the rest at the pace; it stops where the first ones fail.',
  },
  nothing,
);
export const pause = decision(
  {
    act: 'pause',
    name: 'pauseBulkRetry',
    operationId: 'pauseBulkRetry',
    summary: '一括再実行を一時停止する',
    explanation: '次の分を送りません。送った分の結果は記録されます。',
    description: 'Sends no more for now. What came of what was sent is still written down.',
  },
  nothing,
);
export const resumption = decision(
  {
    act: 'resume',
    name: 'resumeBulkRetry',
    operationId: 'resumeBulkRetry',
    summary: '一括再実行を再開する',
    explanation: '一時停止した続きから送ります。',
    description: 'Goes on where it was paused.',
  },
  nothing,
);
export const cancellation = decision(
  {
    act: 'cancel',
    name: 'cancelBulkRetry',
    operationId: 'cancelBulkRetry',
    summary: '一括再実行を取り消す',
    explanation: 'まだ送っていない分を送りません。元には戻せないので、続けるときは新しく準備します。',
    description: 'What was not sent is never sent. To go on, preview a new one.',
  },
  nothing,
);
export const pace = decision(
  {
    act: 'pace',
    name: 'paceBulkRetry',
    operationId: 'paceBulkRetry',
    summary: '一括再実行の速さを変える',
    explanation: '試した後の、1分あたりの件数です。',
    description: 'How many a minute after the canary.',
  },
  z.strictObject({ perMinute: perMinuteField }),
);
