/** The workflows and nothing else: the bundle starts here. */
export { bulkRetryWorkflow } from './bulk-retry.ts';
export { claimWorkflow } from './claim.ts';
export { guaranteeWorkflow } from './guarantee.ts';
export { mailWorkflow } from './mail.ts';
export { responsesWorkflow, sweepWorkflow } from './sweep.ts';
