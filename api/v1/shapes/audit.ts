/** The shapes of the audit log as it is verified. */
import { z } from 'zod';
import { dayShape, idShape, instantShape, nextCursorShape } from './basics.ts';

const hashShape = z.string().meta({ description: 'SHA-256, in hexadecimal digits; empty before the first.' });
const positionShape = z.int().meta({ description: 'A place in the one sealed sequence: 1, 2, 3 …' });

export const auditHeadsShape = z
  .strictObject({
    head: z.strictObject({ position: positionShape, hash: hashShape, sealedAt: instantShape }).nullable(),
    days: z.array(z.strictObject({ day: dayShape, position: positionShape, hash: hashShape })),
    now: instantShape,
  })
  .meta({ id: 'AuditHeads' });

export const sealedPlacesShape = z
  .strictObject({
    places: z.array(z.strictObject({ position: positionShape, eventId: idShape, hash: hashShape.nullable() })),
    nextAfter: positionShape.nullable(),
  })
  .meta({ id: 'SealedPlaces' });

export const sealedBatchesShape = z
  .strictObject({
    batches: z.array(
      z.strictObject({
        firstPosition: positionShape,
        lastPosition: positionShape,
        previousHash: hashShape,
        hash: hashShape,
        sealedAt: instantShape,
      }),
    ),
    nextAfter: positionShape.nullable(),
  })
  .meta({ id: 'SealedBatches' });

export const chainedEventsShape = z
  .strictObject({
    events: z.array(
      z.strictObject({
        id: idShape,
        guaranteeId: idShape.nullable(),
        subject: z.string().nullable().meta({ description: 'What an act is about that is of no guarantee.' }),
        sequence: z.int(),
        revision: z.int(),
        kind: z.string(),
        actorId: idShape.nullable(),
        occurredAt: instantShape,
        bodyDigest: hashShape,
        previousHash: hashShape,
        hash: hashShape,
        position: positionShape.nullable().meta({ description: 'null: not sealed yet.' }),
        words: z
          .strictObject({ salt: z.string(), content: z.record(z.string(), z.unknown()) })
          .nullable()
          .meta({ description: 'null: erased by law.' }),
      }),
    ),
    nextCursor: nextCursorShape,
  })
  .meta({ id: 'ChainedEvents' });

/** Where a page of the sequence begins. */
export const afterField = z
  .string()
  .regex(/^\d{1,15}$/)
  .default('0')
  .transform(Number)
  .meta({ description: 'The `nextAfter` of the page before.' });
