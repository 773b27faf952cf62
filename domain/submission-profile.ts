/** How a procurement authority wants number and key: by product, revision kind and department; and the text filled in. */
import type { RevisionKind } from './guarantee.ts';
import type { Product } from './product.ts';

export const submissionChannels = ['email', 'e-contract', 'web-form', 'fax', 'print'] as const;
export type SubmissionChannel = (typeof submissionChannels)[number];

/** One authority's way. Null means: for all that have no row of their own. Source: R-C1, R-C4, R-C8. */
export interface SubmissionProfile {
  readonly authorityId: string;
  readonly departmentId: string | null;
  readonly product: Product | null;
  readonly revisionKind: RevisionKind | null;
  readonly channel: SubmissionChannel;
  readonly recipient: string | null;
  readonly subjectTemplate: string | null;
  readonly bodyTemplate: string | null;
  /** What goes along with the key notice, in words: 前払金請求書 … */
  readonly attachments: readonly string[];
  readonly callToConfirm: boolean;
  readonly beforeContract: boolean;
  /** Whether it takes number and key from the service's own address, sent for the contractor. Counts for a mail alone. Source: R-C3. */
  readonly sendOnBehalf: boolean;
}

/** The tokens that a template may name. Source: R-C2. */
export const submissionTokens = [
  'worksNumber',
  'projectName',
  'specificationNumber',
  'contractor',
  'productName',
  'procurementNumber',
] as const;
export type SubmissionToken = (typeof submissionTokens)[number];

/** The template with its tokens filled in; a number that the contract does not have leaves nothing behind. */
export function fillSubmissionText(template: string, values: Readonly<Record<SubmissionToken, string | null>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (isToken(name) ? (values[name] ?? '') : whole));
}

/** The tokens of a template that nobody knows, so that a register refuses it before a contractor sees it. */
export function unknownTokens(template: string): readonly string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name).filter((name) => !isToken(name));
}

/** The profile that fits best: a department's own before the authority's, then product, then revision kind. Null: none known. */
export function submissionProfileFor(
  profiles: readonly SubmissionProfile[],
  wanted: { authorityId: string; departmentId: string | null; product: Product; revisionKind: RevisionKind },
): SubmissionProfile | null {
  const fits = (own: string | null, asked: string | null) => own === null || own === asked;
  const weight = (profile: SubmissionProfile) =>
    (profile.departmentId === null ? 0 : 4) +
    (profile.product === null ? 0 : 2) +
    (profile.revisionKind === null ? 0 : 1);
  const fitting = profiles.filter(
    (profile) =>
      profile.authorityId === wanted.authorityId &&
      fits(profile.departmentId, wanted.departmentId) &&
      fits(profile.product, wanted.product) &&
      fits(profile.revisionKind, wanted.revisionKind),
  );
  return fitting.reduce<SubmissionProfile | null>(
    (best, profile) => (best === null || weight(profile) > weight(best) ? profile : best),
    null,
  );
}

function isToken(name: string): name is SubmissionToken {
  return (submissionTokens as readonly string[]).includes(name);
}
