/** 申込確認: everything as it will stand on the certificates, and the press that sends it. 送信完了: what happens next. */
import type { RequestHandler } from 'express';
import type { Application } from '../../../domain/application.ts';
import { applicationBody, chosenProducts } from '../../../domain/application-form.ts';
import { labels } from '../../../domain/certificate-lines.ts';
import { formNames, productNames } from '../../../domain/product.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { draftAttachments } from '../../../prisma/draft-attachments.ts';
import { readDraft } from '../../../prisma/drafts.ts';
import { depositoryName } from '../../../prisma/registers.ts';
import { dayText, yenText } from '../../../web/formats.ts';
import { apply } from '../../apply.ts';
import { show } from '../../portal/show.ts';
import type { DeskServices } from '../desk-services.ts';
import { personIn } from '../signed-in.ts';
import { type Speech, speechOf } from '../speech.ts';
import { branchOfDraft } from './branch-of-draft.ts';
import { draftIdIn } from './draft.ts';
import { stepsAt } from './form-values.ts';
import { summaryOf } from './summary.ts';
import { timingOfDraft } from './timing-of-draft.ts';
import { checked } from './typed.ts';

export function confirmation(services: DeskServices): {
  show: RequestHandler;
  send: RequestHandler;
  sent: RequestHandler;
} {
  const { db } = services;
  return {
    show: async (request, response) => {
      const id = draftIdIn(request);
      const { reader, contractorId, contractorName } = personIn(response);
      const { typed, receiptNumber } = await readDraft(db, reader, id);
      if (receiptNumber !== null) return response.redirect(303, `/drafts/${id}/sent`);
      const result = await checked(services, contractorId, typed);
      if ('refusals' in result) return response.redirect(303, `/drafts/${id}`);
      show(services, request, response, 'drafts/confirmation', {
        title: '申込確認',
        id,
        steps: stepsAt(1),
        summary: await summaryOf(services, typed),
        branch: await branchOfDraft(services, reader, typed),
        attachments: await draftAttachments(db, reader, id),
        ...(await told(services, result.application, { contractorName, ...speechOf(services, request) })),
      });
    },
    send: async (request, response) => {
      const id = draftIdIn(request);
      const { reader, contractorId, userId, by } = personIn(response);
      const { typed, receiptNumber } = await readDraft(db, reader, id);
      if (receiptNumber === null) {
        const result = await checked(services, contractorId, typed);
        if ('refusals' in result) return response.redirect(303, `/drafts/${id}`);
        // The draft is the key: a double press, the back button and a second tab are one application.
        const sending = {
          userId,
          by,
          client: `net-desk/${contractorId}`,
          contractorId,
          idempotencyKey: id,
          application: result.application,
          sent: applicationBody(typed),
          draft: { id, typed },
        };
        await apply(services, sending).catch(async (refusal: unknown) => {
          // Another tab sent other words a moment before: they are the application, and are shown.
          if ((await readDraft(db, reader, id)).receiptNumber === null) throw refusal;
        });
      }
      response.redirect(303, `/drafts/${id}/sent`);
    },
    sent: async (request, response) => {
      const { reader } = personIn(response);
      const { typed, receiptNumber } = await readDraft(db, reader, draftIdIn(request));
      if (receiptNumber === null) throw new Refusal('draft-must-exist');
      const sent = await db.application.findUnique({ where: { receiptNumber }, select: { appliedAt: true } });
      const products = await Promise.all(
        chosenProducts(typed).map(async (product) => ({
          title: productNames[product],
          timing: await timingOfDraft(services, product, applicationBody(typed), sent?.appliedAt),
        })),
      );
      show(services, request, response, 'drafts/sent', {
        title: '送信完了',
        steps: stepsAt(2),
        receiptNumber,
        products,
        branch: await branchOfDraft(services, reader, typed),
      });
    },
  };
}

/** The contract once, and each guarantee, with the certificate's own labels. */
export async function told(
  { db }: Pick<DeskServices, 'db'>,
  { contract, guarantees, delivery }: Application,
  { contractorName, language, t }: Speech & { readonly contractorName: string },
) {
  const [first] = guarantees;
  const label = labels(first?.product ?? 'prepayment', contract.kind);
  const [authority, branch] = await Promise.all([
    db.authority.findUnique({ where: { id: contract.authorityId }, select: { name: true } }),
    db.branch.findUnique({ where: { id: delivery.branchId }, select: { name: true, telephone: true } }),
  ]);
  return {
    contractFacts: [
      { label: label.contractor, value: contractorName },
      { label: 'JV名', value: contract.jointVentureName },
      { label: label.projectName, value: contract.projectName },
      { label: '発注者', value: authority?.name ?? null },
      { label: label.beneficiary, value: contract.beneficiaryTitle },
      { label: '請負金額', value: yenText(language, contract.amountYen) },
      {
        label: label.contractOn,
        value: `${dayText(language, contract.contractOn)}${contract.contractDateIs === 'planned' ? t('（予定）') : ''}`,
      },
      {
        label: label.worksPeriod,
        value: `${dayText(language, contract.worksFromOn)} ～ ${dayText(language, contract.worksToOn)}`,
      },
    ],
    guarantees: await Promise.all(
      guarantees.map(async (terms) => ({
        title: productNames[terms.product],
        facts: [
          { label: '保証証書の形式', value: t(formNames[terms.form]) },
          { label: '保証金額', value: yenText(language, terms.amountYen) },
          ...(terms.eligibilityCertifiedOn === null
            ? []
            : [{ label: '認定調書の日付', value: dayText(language, terms.eligibilityCertifiedOn) }]),
          ...(terms.depository === null
            ? []
            : [{ label: '預託金融機関', value: await depositoryName(db, terms.depository) }]),
          { label: '保証料支払方法', value: t(terms.feePayment === 'monthly-batch' ? '一括納付' : '個別納付') },
          { label: '保証料請求先', value: terms.feeBilledTo },
        ],
      })),
    ),
    deliveryFacts: [
      { label: '申込送信先', value: branch === null ? null : `${branch.name} ${branch.telephone}` },
      {
        label: '電子保証発行完了のお知らせ',
        value: delivery.completionMail ? delivery.completionMailAddress : t('希望しない'),
      },
      { label: '担当者名', value: delivery.contactPerson },
      { label: '連絡先電話番号', value: delivery.contactTelephone },
      { label: 'お客様から弊社への連絡事項', value: delivery.message },
    ],
  };
}
