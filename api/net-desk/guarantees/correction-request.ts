/** 「申込内容と間違いがある」: the form that tells the branch what is wrong in what was issued, by the same act as the API's. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import {
  correctionContentSchema,
  correctionFieldNames,
  correctionFieldsOf,
} from '../../../domain/correction-request.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { type FieldRefusal, Refusal } from '../../../domain/refusals.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { followedGuarantee } from '../../../prisma/followed-guarantee.ts';
import { languageOf } from '../../../web/language.ts';
import { formField } from '../../portal/forms.ts';
import { requestIdIn } from '../../portal/pressed.ts';
import { show } from '../../portal/show.ts';
import { askForCorrection } from '../../talk.ts';
import { branchDesk } from '../branch-desk.ts';
import { type DeskServices, languageCookie } from '../desk-services.ts';
import { guaranteeAddress } from '../follow-addresses.ts';
import { guaranteeIdIn } from '../guarantee.ts';
import { personIn } from '../signed-in.ts';
import { overviewOf, termsFacts } from './overview.ts';

const labels = { field: '間違いのある項目', shouldBe: '正しい内容', reason: '理由' } as const;
type Typed = Record<keyof typeof labels, string>;

export function correctionRequest(services: DeskServices): Record<'show' | 'submit', RequestHandler> {
  return {
    show: (request, response) =>
      showForm(services, request, response, { field: '', shouldBe: '', reason: '' }, randomUUID(), []),
    submit: async (request, response) => {
      const { userId, reader, by } = personIn(response);
      const guaranteeId = guaranteeIdIn(request.params.id);
      const requestId = requestIdIn(request);
      const typed: Typed = {
        field: formField(request, 'field'),
        shouldBe: formField(request, 'shouldBe').trim(),
        reason: formField(request, 'reason').replaceAll('\r\n', '\n').trim(),
      };
      const wrong = (refusals: readonly FieldRefusal[]) => {
        response.status(422);
        return showForm(services, request, response, typed, requestId, refusals);
      };
      const read = correctionContentSchema.safeParse(typed);
      if (!read.success) return wrong(shapeRefusals(read.error, typed));
      const writing = { reader, userId, by, guaranteeId, idempotencyKey: `net-desk/${requestId}` };
      try {
        await askForCorrection(services, writing, read.data);
      } catch (error) {
        if (!(error instanceof Refusal) || error.field === undefined) throw error;
        return wrong([{ name: error.refusal, sentence: error.sentence, field: error.field }]);
      }
      response.redirect(303, `${guaranteeAddress(guaranteeId)}?recorded=correction#corrections`);
    },
  };
}

/** Refuses: `guarantee-must-exist`; `guarantee-must-be-issued-for-correction` before anything was issued. */
async function showForm(
  services: DeskServices,
  request: Request,
  response: Response,
  typed: Typed,
  requestId: string,
  refusals: readonly FieldRefusal[],
): Promise<void> {
  const id = guaranteeIdIn(request.params.id);
  const view = await followedGuarantee(services.db, personIn(response).reader, id);
  if (view === null) throw new Refusal('guarantee-must-exist');
  if (!view.revisions.some(({ arrivedAt, dispatchedAt }) => arrivedAt !== null || dispatchedAt !== null)) {
    throw new Refusal('guarantee-must-be-issued-for-correction');
  }
  const language = languageOf(request, languageCookie);
  const speech = { language, t: services.pages.translate[language] };
  const errorOf = (field: string) => refusals.find((refusal) => refusal.field === field)?.sentence ?? null;
  show(services, request, response, 'guarantees/correction-request', {
    title: '申込内容と間違いがある',
    id,
    requestId,
    facts: [...overviewOf(view, speech), ...termsFacts(view, speech)].filter(({ value }) => value !== null),
    field: {
      value: typed.field,
      error: errorOf('field'),
      options: correctionFieldsOf(view.product).map((value) => ({ value, title: correctionFieldNames[value] })),
    },
    shouldBe: { value: typed.shouldBe, error: errorOf('shouldBe') },
    reason: { value: typed.reason, error: errorOf('reason') },
    refusals: refusals.map((refusal) => ({ ...refusal, label: labels[refusal.field as keyof Typed] ?? null })),
    branch: await branchDesk(services.db, view.branchId, dayInJapan(services.clock.now())),
    backHref: guaranteeAddress(id),
    trail: [
      { title: '保証契約一覧', href: '/guarantees' },
      { title: view.guaranteeNumber ?? view.receiptNumber, href: guaranteeAddress(id) },
      { title: '申込内容と間違いがある' },
    ],
  });
}
