/** The documents of a revision: which there are for each form, and who may read which. */
import type { Form } from './product.ts';

/** 電子証書・証書, 認証キーのお知らせ, 保証料計算書. */
export type DocumentKind = 'certificate' | 'key-notice' | 'fee-statement';

/** The documents that are printed for a form. Paper has no key, so no key notice. */
export function documentKinds(form: Form): readonly DocumentKind[] {
  return form === 'electronic' ? ['certificate', 'key-notice', 'fee-statement'] : ['certificate', 'fee-statement'];
}

/**
 * Whether a contractor may read the file. The electronic certificate itself goes to D-Sure and staff: the contractor
 * sees a check copy (R-K11). What shows the key waits for the arrival at D-Sure (R-I2).
 */
export function contractorMayRead(kind: DocumentKind, arrived: boolean): boolean {
  if (kind === 'certificate') return false;
  return kind === 'key-notice' ? arrived : true;
}
