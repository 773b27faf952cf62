/** An incident as the API tells it. */
import { z } from 'zod';
import { steps } from '../../../domain/steps.ts';
import { incidentStates } from '../../../prisma/incident-views.ts';
import { idShape, instantShape, nextCursorShape, yenShape } from './basics.ts';

const fields = {
  id: idShape,
  guaranteeId: idShape,
  revision: z.int(),
  step: z.enum(steps),
  stepName: z.string(),
  errorName: z.string(),
  counterparty: z.string(),
  fingerprint: z.string().meta({ description: 'What incidents of one cause share: step × error × counterparty.' }),
  detail: z.string(),
  state: z.enum(incidentStates),
  tries: z.int(),
  firstSeenAt: instantShape,
  lastSeenAt: instantShape,
  closedAt: instantShape.nullable(),
  amountYen: yenShape.meta({ description: 'The money at risk.' }),
  links: z.strictObject({ guarantee: z.string() }),
};

export const incidentShape = z
  .strictObject(fields)
  .meta({ id: 'Incident', description: 'A step that keeps failing and waits for a retry or a resolution.' });

export const incidentListShape = z
  .strictObject({
    incidents: z.array(z.strictObject({ ...fields, guaranteeNumber: z.string().nullable() })),
    nextCursor: nextCursorShape,
  })
  .meta({ id: 'IncidentList', description: 'One page of incidents, newest first.' });
