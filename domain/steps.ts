/** The steps that the service takes by itself, and the counterparty each depends on. */

export const steps = ['issue', 'print', 'post', 'mail'] as const;
export type Step = (typeof steps)[number];

export const counterparties: Record<Step, 'issuance' | 'documents' | 'd-sure' | 'mail'> = {
  issue: 'issuance',
  print: 'documents',
  post: 'd-sure',
  mail: 'mail',
};

/** What incidents of one cause share: step × error name × counterparty. Never personal data. */
export function causeFingerprint(step: Step, errorName: string): string {
  return `${step} × ${errorName} × ${counterparties[step]}`;
}

/** The steps, as people call them. */
export const stepNames: Record<Step, string> = { issue: '発行', print: '印刷', post: '掲載', mail: 'メール' };
