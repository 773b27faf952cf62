/** Today's workflows with a step more, as somebody would write it who forgot `patched`. */
import { sleep } from '@temporalio/workflow';
import { bulkRetryWorkflow as bulkRetryToday } from '../../../workflows/bulk-retry.ts';
import { guaranteeWorkflow as guaranteeToday } from '../../../workflows/guarantee.ts';
import { mailWorkflow as mailToday } from '../../../workflows/mail.ts';
import type { BulkRetryInput, MailInput, RevisionInput } from '../../../workflows/messages.ts';
import { responsesWorkflow as responsesToday, sweepWorkflow as sweepToday } from '../../../workflows/sweep.ts';

export async function guaranteeWorkflow(input: RevisionInput) {
  await sleep('1 hour');
  return guaranteeToday(input);
}

export async function mailWorkflow(input: MailInput) {
  await sleep('1 hour');
  return mailToday(input);
}

export async function bulkRetryWorkflow(input: BulkRetryInput) {
  await sleep('1 hour');
  return bulkRetryToday(input);
}

export async function sweepWorkflow() {
  await sleep('1 hour');
  return sweepToday();
}

export async function responsesWorkflow() {
  await sleep('1 hour');
  return responsesToday();
}
