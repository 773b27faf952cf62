/** POST /incidents/:id/retry: the step is tried again. */
import { commandContents } from '../../../domain/command-contents.ts';
import { incidentAction } from './action.ts';

export const retry = incidentAction({
  command: 'retry',
  operationId: 'retryIncident',
  summary: '再実行する',
  explanation: '原因を取り除いた後に、その処理をもう一度試します。',
  description: 'Tries the step again, once its cause is removed.',
  content: commandContents.retry,
  refusals: [],
});
