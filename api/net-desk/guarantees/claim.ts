/** 前払金請求書の記載事項: who answers for the claim, and the account; and the claim itself as a PDF. */
import type { Request, RequestHandler } from 'express';
import {
  accountKindNames,
  accountKinds,
  type ClaimEntryField,
  readClaimEntries,
} from '../../../domain/prepayment-claim.ts';
import { type FieldRefusal, Refusal } from '../../../domain/refusals.ts';
import { type ClaimSituation, claimSituation, saveClaimEntries } from '../../../prisma/claims.ts';
import { attachmentDisposition } from '../../../web/content-disposition.ts';
import { claimFile } from '../../claim-file.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { DeskServices } from '../desk-services.ts';
import { guaranteeAddress, submissionSetAddress } from '../follow-addresses.ts';
import { guaranteeIdIn } from '../guarantee.ts';
import { personIn } from '../signed-in.ts';

export const claimLabels: Record<ClaimEntryField, string> = {
  representative: '請求者の役職・氏名',
  responsiblePerson: '発行責任者',
  responsibleTelephone: '発行責任者の電話番号',
  officer: '担当者名',
  officerTelephone: '担当者の電話番号',
  accountKind: '預金の種別',
  accountNumber: '口座番号',
  accountHolder: '口座名義',
};
const fields = Object.keys(claimLabels) as ClaimEntryField[];
type TypedEntries = Record<ClaimEntryField, string>;

export function claim(services: DeskServices): Record<'show' | 'submit' | 'file', RequestHandler> {
  return {
    show: async (request, response) => {
      const id = guaranteeIdIn(request.params.id);
      const situation = await situationOf(services, request, response);
      const { entries, contact } = situation;
      const typed = fields.map((field) => [
        field,
        entries === null
          ? ({ ...contact, accountKind: accountKinds[0] } as Partial<TypedEntries>)[field]
          : entries[field],
      ]);
      showForm(services, request, response, id, situation, Object.fromEntries(typed), [], entries === null);
    },
    submit: async (request, response) => {
      const guaranteeId = guaranteeIdIn(request.params.id);
      const { userId, reader } = personIn(response);
      const situation = await situationOf(services, request, response);
      const typed = Object.fromEntries(
        fields.map((field) => [field, formField(request, field).trim()]),
      ) as TypedEntries;
      const forAll = formField(request, 'forAll') === 'yes';
      const read = readClaimEntries(typed);
      if ('refusals' in read) {
        response.status(422);
        return showForm(services, request, response, guaranteeId, situation, typed, read.refusals, forAll);
      }
      const of = { guaranteeId, contractorId: reader.contractorId as string, userId };
      await saveClaimEntries(services.db, of, read.entries, forAll, services.clock.now());
      response.redirect(303, submissionSetAddress(guaranteeId));
    },
    file: async (request, response) => {
      const id = guaranteeIdIn(request.params.id);
      const { reader, by } = personIn(response);
      const bytes = await claimFile(services, reader, id, by);
      if (bytes === null) throw new Refusal('document-must-exist');
      const disposition = attachmentDisposition('prepayment-claim.pdf', '前払金請求書.pdf');
      response.set({ 'Content-Type': 'application/pdf', 'Content-Disposition': disposition }).end(bytes);
    },
  };
}

/** Refuses: `guarantee-must-exist`; `document-must-exist` where there is nothing to claim. */
async function situationOf(services: DeskServices, request: Request, response: Parameters<RequestHandler>[1]) {
  const id = guaranteeIdIn(request.params.id);
  const situation = await claimSituation(services.db, personIn(response).reader, id);
  if (situation === null) throw new Refusal('document-must-exist');
  return situation;
}

function showForm(
  services: DeskServices,
  request: Request,
  response: Parameters<RequestHandler>[1],
  id: string,
  { certificate, claimedYen }: ClaimSituation,
  typed: Partial<TypedEntries>,
  refusals: readonly FieldRefusal[],
  forAll: boolean,
): void {
  const sentenceOf = (field: string) => refusals.find((refusal) => refusal.field === field)?.sentence ?? null;
  const field = (name: ClaimEntryField) => ({
    name,
    label: claimLabels[name],
    value: typed[name] ?? '',
    error: sentenceOf(name),
  });
  show(services, request, response, 'guarantees/claim', {
    title: '前払金請求書の記載事項',
    id,
    certificate,
    claimedYen,
    lines: (
      ['representative', 'responsiblePerson', 'responsibleTelephone', 'officer', 'officerTelephone'] as const
    ).map((name) => ({ ...field(name), required: true, short: name.endsWith('Telephone') })),
    kind: {
      ...field('accountKind'),
      options: accountKinds.map((value) => ({ value, title: accountKindNames[value] })),
    },
    account: [{ ...field('accountNumber'), short: true }, field('accountHolder')],
    forAll,
    refusals: refusals.map((refusal) => ({ ...refusal, label: claimLabels[refusal.field as ClaimEntryField] })),
    setHref: submissionSetAddress(id),
    trail: [
      { title: '保証契約一覧', href: '/guarantees' },
      { title: certificate.guaranteeNumber, href: guaranteeAddress(id) },
      { title: '提出セット', href: submissionSetAddress(id) },
      { title: '前払金請求書の記載事項' },
    ],
  });
}
