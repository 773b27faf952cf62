/** Which incidents a bulk retry takes, as a request says it: in one of five ways. */
import { z } from 'zod';
import type { Day } from '../../../domain/dates.ts';
import { dueTodayKinds } from '../../../domain/due-today.ts';
import { dayField } from '../../../domain/fields.ts';
import { forms, products } from '../../../domain/product.ts';
import { stageNames } from '../../../domain/stages.ts';
import type { Selection } from '../../../prisma/bulk-retry-selection.ts';
import { incidentFilterFields } from '../incidents.ts';
import { yenShape } from './basics.ts';
import { fingerprintField } from './incident.ts';

const mostIds = 1000;

const words = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u);
const yen = yenShape.min(0);

/** What the staff's list of guarantees may be narrowed by; each condition narrows it further. */
const searchShape = z
  .strictObject({
    words: words.optional().meta({ description: 'Guarantee, receipt or project number, and names, in part.' }),
    stages: z.array(z.enum(stageNames)).min(1).optional().meta({ description: 'At one of these.' }),
    product: z.enum(products).optional(),
    form: z.enum(forms).optional(),
    authority: words.optional().meta({ description: 'Part of the authority’s name.' }),
    contractor: words.optional().meta({ description: 'Part of the contractor’s name.' }),
    branchId: words.optional(),
    fromYen: yen.optional(),
    toYen: yen.optional(),
    fromOn: dayField('Applied for on this day in Japan or later.').optional(),
    toOn: dayField('Applied for on this day in Japan or earlier.').optional(),
    dueBy: dayField('Something is due by this day.').optional(),
    dueToday: z
      .enum(dueTodayKinds)
      .optional()
      .meta({ description: 'Today’s work of this kind, as the overview counts it.' }),
    stuck: z.literal(true).optional(),
    cause: fingerprintField.optional().meta({ description: 'Guarantees that this cause holds up.' }),
  })
  .transform((search) => ({ ...search, sort: 'newest' as const }));

const ids = z.array(z.uuid()).min(1).max(mostIds);

export const selectionShape = z
  .union([
    z.strictObject({ fingerprint: fingerprintField }),
    z.strictObject({ incidentIds: ids }),
    z.strictObject({ guaranteeIds: ids }),
    z.strictObject({
      filter: z.strictObject({ ...incidentFilterFields, missesToday: z.boolean().optional() }),
    }),
    z.strictObject({ search: searchShape }),
  ])
  .meta({
    description:
      'One of: a cause; these incidents; those of these guarantees; the incidents that a filter shows; those of all guarantees that a search of the staff’s list finds. Only what is open, and of the branches that the key may free, is taken.',
  });

/** The selection as the tables take it: what is due is due on `today`. */
export function selectionOn(today: Day, selection: z.output<typeof selectionShape>): Selection {
  if (!('search' in selection)) return selection;
  const { dueToday: kind, ...search } = selection.search;
  return { search: kind === undefined ? search : { ...search, dueToday: { kind, today } } };
}
