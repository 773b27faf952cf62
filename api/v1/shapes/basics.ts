/** Small shapes that answers are made of. */
import { z } from 'zod';
import { warningNames } from '../../../domain/application-warnings.ts';
import { forms, products } from '../../../domain/product.ts';
import { type Party, stageNames } from '../../../domain/stages.ts';

export const idShape = z.uuid();
export const instantShape = z.iso
  .datetime()
  .meta({ description: 'An instant in UTC.', examples: ['2026-04-01T03:00:00.000Z'] });
export const dayShape = z.iso.date().meta({ description: 'A day in Japan.', examples: ['2026-04-01'] });
export const yenShape = z.int().meta({ description: 'Whole yen.' });
export const productShape = z.enum(products);
export const formShape = z.enum(forms);
export const stageShape = z.enum(stageNames).meta({ id: 'Stage', description: 'Where a revision stands.' });

const parties = [
  'reviewer',
  'second-approver',
  'contractor',
  'service',
  'staff',
  'nobody',
] as const satisfies readonly Party[];
export const partyShape = z.enum(parties).meta({ id: 'Party', description: 'Whom a stage waits for.' });

export const namedShape = z.strictObject({ id: z.string(), name: z.string() });

export const warningShape = z
  .strictObject({ name: z.enum(warningNames), sentence: z.string(), field: z.string() })
  .meta({ id: 'Warning', description: 'What to look at twice. A warning stops nothing.' });

/** One page of a list, asked for by size and place. */
export const pagingFields = {
  limit: z
    .string()
    .regex(/^\d{1,4}$/)
    .default('50')
    .transform(Number)
    .check((context) => {
      if (context.value < 1 || context.value > 200) {
        const params = { refusal: 'page-must-be-of-a-possible-size' };
        context.issues.push({ code: 'custom', input: context.value, params });
      }
    })
    .meta({ description: 'How many rows, from 1 to 200; 50 where it is not said.' }),
  cursor: z.string().max(200).optional().meta({ description: 'The `nextCursor` of the page before.' }),
};

export const nextCursorShape = z
  .string()
  .nullable()
  .meta({ description: 'Where the next page begins; null on the last page.' });
