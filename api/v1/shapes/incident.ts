/** An incident as the API tells it, and the group of those of one cause. */
import { z } from 'zod';
import { counterpartyNames } from '../../../domain/circuit.ts';
import { steps } from '../../../domain/steps.ts';
import { entryKinds } from '../../../prisma/incident-entries.ts';
import { incidentStates } from '../../../prisma/incident-views.ts';
import { dayShape, idShape, instantShape, nextCursorShape, yenShape } from './basics.ts';

export const fingerprintField = z
  .string()
  .min(1)
  .max(300)
  .regex(/^\P{Cc}*$/u);

const fields = {
  id: idShape,
  guaranteeId: idShape,
  revision: z.int(),
  step: z.enum(steps),
  stepName: z.string(),
  errorName: z.string(),
  counterparty: z.enum(counterpartyNames),
  fingerprint: z.string().meta({ description: 'What incidents of one cause share: step × error × counterparty.' }),
  detail: z.string().meta({ description: 'What happened and what to do, in clear words.' }),
  state: z.enum(incidentStates),
  tries: z.int(),
  reopenings: z.int().meta({ description: 'How often it was open again after a retry.' }),
  firstSeenAt: instantShape,
  lastSeenAt: instantShape,
  closedAt: instantShape.nullable(),
  amountYen: yenShape.meta({ description: 'The money at risk.' }),
  promisedOn: dayShape.nullable().meta({ description: 'The day that the certificate tells: missed after midnight.' }),
  dueOn: dayShape.nullable().meta({ description: 'The last day before the construction contract, where known.' }),
  ownerId: idShape.nullable(),
  links: z.strictObject({ self: z.string(), guarantee: z.string(), cause: z.string() }),
};

const listed = {
  ...fields,
  guaranteeNumber: z.string().nullable(),
  ownerName: z.string().nullable(),
  missesToday: z.boolean(),
};

export const incidentShape = z
  .strictObject(fields)
  .meta({ id: 'Incident', description: 'A step that keeps failing and waits for a retry or a resolution.' });

export const wholeIncidentShape = z
  .strictObject({
    ...listed,
    happened: z.string(),
    toDo: z.string(),
    mailId: idShape.nullable(),
    waitsFor: z.string().nullable().meta({ description: 'The circuit that it waits for, in words; null: none.' }),
    entries: z.array(
      z.strictObject({
        at: instantShape,
        kind: z.enum(entryKinds),
        actorName: z.string().nullable(),
        words: z.string().nullable(),
        bulkRetryId: idShape.nullable(),
      }),
    ),
  })
  .meta({ id: 'WholeIncident', description: 'An incident with everything that happened to it.' });

export const incidentListShape = z
  .strictObject({ incidents: z.array(z.strictObject(listed)), nextCursor: nextCursorShape })
  .meta({ id: 'IncidentList', description: 'One page of incidents, newest first.' });

const groupFields = {
  fingerprint: z.string(),
  step: z.enum(steps),
  stepName: z.string(),
  errorName: z.string(),
  counterparty: z.enum(counterpartyNames),
  happened: z.string(),
  toDo: z.string(),
  open: z.int().meta({ description: 'Not closed: waiting, or being tried again.' }),
  retrying: z.int(),
  stillStuck: z.int().meta({ description: 'Open again after a retry.' }),
  fixed: z.int(),
  total: z.int(),
  amountYen: yenShape.meta({ description: 'Of what is not closed.' }),
  missesToday: z.int(),
  missesTodayYen: yenShape,
  overdue: z.int(),
  firstDueOn: dayShape.nullable(),
  firstSeenAt: instantShape,
  lastSeenAt: instantShape,
  waitsFor: z.string().nullable(),
  links: z.strictObject({ self: z.string(), incidents: z.string() }),
};

export const causeGroupListShape = z
  .strictObject({ causeGroups: z.array(z.strictObject(groupFields)) })
  .meta({ id: 'CauseGroupList', description: 'What is stuck, by its cause; what would miss today first.' });

const causeCountsShape = z.strictObject({
  at: instantShape.meta({ description: 'When the hour or day began.' }),
  raised: z.int(),
  closed: z.int(),
  open: z.int().meta({ description: 'Not closed at its end; now, of the one that runs.' }),
});

export const causeGroupShape = z
  .strictObject({
    ...groupFields,
    hours: z.array(causeCountsShape).meta({ description: 'The last 24, the oldest first.' }),
    days: z.array(causeCountsShape).meta({ description: 'The last 30 in Japan, the oldest first.' }),
    mailDomains: z.array(z.strictObject({ domain: z.string(), open: z.int() })),
    sample: z.array(z.strictObject(listed)).meta({ description: 'The newest three.' }),
  })
  .meta({ id: 'CauseGroup', description: 'The incidents of one cause, with the last 24 hours and 30 days.' });
