/** A command as the API tells it: right after it was sent, and later at its own address. */
import { z } from 'zod';
import { commandNames, commandsWithoutRun } from '../../../domain/commands.ts';
import { idShape, instantShape, stageShape } from './basics.ts';

const linksShape = z.strictObject({ self: z.string(), guarantee: z.string() });

export const commandAnswerShape = z
  .strictObject({
    commandId: idShape,
    state: z.enum(['accepted', 'applied']).meta({ description: 'accepted: on its way. applied: done.' }),
    stage: stageShape.meta({ description: 'The stage of the revision when this was answered.' }),
    links: linksShape,
  })
  .meta({ id: 'CommandAnswer', description: 'How far a command came.' });

export const commandShape = z
  .strictObject({
    id: idShape,
    name: z.enum([...commandsWithoutRun, ...commandNames]),
    state: z.enum(['accepted', 'applied', 'refused']),
    refusal: z.strictObject({ name: z.string(), sentence: z.string() }).nullable(),
    guaranteeId: idShape.nullable(),
    revision: z.int().nullable(),
    incidentId: idShape.nullable(),
    acceptedAt: instantShape,
    recordedAt: instantShape.nullable(),
    links: z.strictObject({ self: z.string(), guarantee: z.string().nullable() }),
  })
  .meta({ id: 'Command', description: 'Something that a person or program asked, and what came of it.' });

/** What every action answers. */
export const commandAnswers = {
  200: { description: 'Done.', schema: commandAnswerShape },
  202: {
    description: 'Written down, and on its way: ask again at Location.',
    schema: commandAnswerShape,
    location: true,
  },
} as const;
