/** Who is signed in, and in which session. */
export interface Person {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly authorityId: string;
  /** The authority and the department, as responses name them: 高根沢町 総務課. */
  readonly by: string;
}
