/** The authority's response (発注者の確認): a fact from the viewing platform's feed, never a stage. */

export const responseKinds = ['opened', 'accepted', 'correction-asked'] as const;
export type ResponseKind = (typeof responseKinds)[number];

/** 閲覧・受領・補正依頼, as people read them. */
export const responseKindNames: Record<ResponseKind, string> = {
  opened: '閲覧',
  accepted: '受領',
  'correction-asked': '補正依頼',
};

/** What an authority did with one revision, as the feed tells it. */
export interface AuthorityResponseFact {
  /** The platform's own id of the fact: the same fact read twice is one row. */
  readonly id: string;
  readonly kind: ResponseKind;
  readonly guaranteeNumber: string;
  readonly revision: number;
  readonly at: Date;
  /** The authority and its department as they stood: 高根沢町 総務課. */
  readonly by: string;
  /** Why a correction is asked; null otherwise. */
  readonly reason: string | null;
}
