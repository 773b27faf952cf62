/** The time of what is typed: as far as branch, form and payment are known. */
import type { applicationBody } from '../../../domain/application-form.ts';
import { parseDay } from '../../../domain/dates.ts';
import type { Product } from '../../../domain/product.ts';
import type { DeskServices } from '../desk-services.ts';
import { timingOf } from '../timing.ts';

type Body = ReturnType<typeof applicationBody>;

/**
 * What `timing.hbs` shows for a product of the form; null until branch, form and way of paying are chosen. Once it was
 * applied for, it is told from that moment on.
 */
export async function timingOfDraft(
  { db, clock }: Pick<DeskServices, 'db' | 'clock'>,
  product: Product,
  body: Body,
  appliedAt: Date | null = null,
) {
  const terms = body.guarantees.find((each) => each.product === product) as Record<string, unknown> | undefined;
  const { branchId, paperReceipt } = body.delivery as Record<string, unknown>;
  const { form, feePayment } = terms ?? {};
  if (typeof branchId !== 'string' || (form !== 'electronic' && form !== 'paper')) return null;
  if (feePayment !== 'monthly-batch' && feePayment !== 'per-case') return null;
  const receipt = paperReceipt === 'post' || paperReceipt === 'branch' ? paperReceipt : null;
  const handling = { form, feePayment, paperReceipt: receipt } as const;
  const next = appliedAt === null ? 'apply' : 'pay';
  const planned = plannedIn(product, body);
  return timingOf(db, { branchId, handling, next, appliedAt, planned }, clock.now());
}

function plannedIn(product: Product, { contract }: Body) {
  const { authorityId, departmentId, contractOn, contractDateIs } = contract as Record<string, unknown>;
  const on = typeof contractOn === 'string' ? parseDay(contractOn) : null;
  if (typeof authorityId !== 'string' || on === null || contractDateIs !== 'planned') return null;
  return { product, authorityId, departmentId: typeof departmentId === 'string' ? departmentId : null, contractOn: on };
}
