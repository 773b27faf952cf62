/** A guarantee as the API tells it: in a list, and whole. */
import { z } from 'zod';
import { baseKinds, feePayments } from '../../../domain/application.ts';
import { responseKinds } from '../../../domain/authority-response.ts';
import { revisionKinds } from '../../../domain/guarantee.ts';
import {
  dayShape,
  formShape,
  idShape,
  instantShape,
  namedShape,
  nextCursorShape,
  partyShape,
  productShape,
  stageShape,
  yenShape,
} from './basics.ts';
import { incidentShape } from './incident.ts';

const summaryFields = {
  id: idShape,
  guaranteeNumber: z
    .string()
    .nullable()
    .meta({ description: '保証契約番号; null until issued.', examples: ['31074-00001M'] }),
  product: productShape,
  productName: z.string(),
  form: formShape,
  revision: z.int().meta({ description: 'Number of the newest revision (履歴 No.).' }),
  stage: stageShape,
  stageTitle: z.string().meta({ description: 'The stage in Japanese, for people.' }),
  stageSince: instantShape,
  waitsFor: partyShape,
  ended: z.boolean().meta({ description: 'Whether the stage is an end: nothing more happens by itself.' }),
  amountYen: yenShape,
  projectName: z.string(),
  contractor: namedShape,
  authority: namedShape,
  applicationId: idShape,
  receiptNumber: z.string(),
  appliedOn: dayShape,
  appliedAt: instantShape,
  links: z.strictObject({ self: z.string(), application: z.string() }),
};

export const guaranteeSummaryShape = z
  .strictObject(summaryFields)
  .meta({ id: 'GuaranteeSummary', description: 'A guarantee as lists show it.' });

export const guaranteeListShape = z
  .strictObject({ guarantees: z.array(guaranteeSummaryShape), nextCursor: nextCursorShape })
  .meta({ id: 'GuaranteeList', description: 'One page of guarantees, newest first.' });

const revisionShape = z
  .strictObject({
    number: z.int(),
    kind: z.enum(revisionKinds),
    kindName: z.string().meta({ description: '新規, 変更, 訂正, 変更取消, 解約.' }),
    stage: stageShape,
    stageTitle: z.string(),
    stageSince: instantShape,
    amountYen: yenShape,
    certificateDigest: z.string().nullable().meta({ description: 'SHA-256 of the certificate data (RFC 8785).' }),
    approvedAt: instantShape.nullable(),
    issuedAt: instantShape.nullable(),
    arrivedAt: instantShape.nullable().meta({ description: '電子保証発行日時: the arrival at the viewing platform.' }),
    dispatchedAt: instantShape.nullable(),
    submittedAt: instantShape.nullable(),
    supersededAt: instantShape.nullable(),
  })
  .meta({ id: 'Revision', description: 'One numbered revision (履歴 No.) of a guarantee.' });

const documentShape = z
  .strictObject({
    kind: z.string(),
    name: z.string().meta({ description: 'The document in Japanese.' }),
    revision: z.int(),
    mediaType: z.string(),
    sha256: z.string().nullable().meta({ description: 'Of the file; null for a page made when it is read.' }),
    sizeBytes: z.int().nullable(),
    href: z.string(),
  })
  .meta({ id: 'DocumentLink', description: 'A document that this reader may have.' });

const timelineShape = z
  .strictObject({
    sequence: z.int(),
    revision: z.int(),
    kind: z.string(),
    at: instantShape,
    by: z.enum(['contractor', 'surety', 'service', 'authority']),
    actorName: z
      .string()
      .nullable()
      .meta({ description: 'Who it was, or the authority and its department; told to staff only.' }),
    onBehalfOf: z
      .string()
      .nullable()
      .meta({ description: 'The absent approver in whose place it was approved; told to staff only.' }),
    stage: z.string().nullable().meta({ description: 'The stage afterwards, where it changed.' }),
    reason: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry', description: 'Something that happened to a guarantee.' });

export const guaranteeShape = z
  .strictObject({
    ...summaryFields,
    constructionContractId: idShape,
    contract: z.strictObject({
      amountYen: yenShape,
      beneficiaryTitle: z.string(),
      department: z.string().nullable(),
      worksFromOn: dayShape,
      worksToOn: dayShape,
      contractOn: dayShape,
      contractDateIs: z.enum(['planned', 'signed']),
    }),
    branch: z.string(),
    terms: z.strictObject({
      currentYearBaseYen: yenShape.nullable(),
      currentYearBaseKind: z.enum(baseKinds).nullable(),
      eligibilityCertifiedOn: dayShape
        .nullable()
        .meta({ description: "Day of the authority's eligibility certificate, of a midterm prepayment." }),
      depository: z.string().nullable(),
      depositoryIsFreeText: z.boolean(),
      redeposit: z.boolean().nullable(),
      feePayment: z.enum(feePayments),
      feeBilledTo: z.string(),
      paperFeeStatement: z.boolean(),
      feeYen: yenShape.nullable().meta({ description: 'The guarantee fee, fixed at approval.' }),
      feeTableVersion: z.string().nullable(),
      feePaidOn: dayShape.nullable(),
    }),
    authenticationKey: z
      .string()
      .nullable()
      .meta({ description: 'Only for its own contractor, and only after the arrival at the viewing platform.' }),
    authenticationKeyReading: z
      .string()
      .nullable()
      .meta({ description: 'The key as it is read out on the telephone.' }),
    revisions: z.array(revisionShape).meta({ description: 'Newest first.' }),
    documents: z.array(documentShape),
    submissions: z.array(z.strictObject({ revision: z.int(), channel: z.string(), submittedAt: instantShape })),
    authorityResponses: z.array(
      z.strictObject({
        revision: z.int(),
        kind: z.enum(responseKinds),
        kindName: z.string().meta({ description: '閲覧, 受領, 補正依頼.' }),
        reason: z.string().nullable(),
        by: z.string(),
        respondedAt: instantShape,
      }),
    ),
    incidents: z.array(incidentShape).meta({ description: 'What is stuck; told to staff only.' }),
    waitsForCircuit: z
      .string()
      .nullable()
      .meta({ description: 'The circuit that it waits for, in words; told to staff only. null: none.' }),
    timeline: z.array(timelineShape),
  })
  .meta({ id: 'Guarantee', description: 'A guarantee, whole, as this reader may see it.' });
