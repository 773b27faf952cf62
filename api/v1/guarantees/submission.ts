/** POST /guarantees/:id/submission: number and key were given to the authority. */
import { commandContents } from '../../../domain/command-contents.ts';
import { guaranteeAction } from './action.ts';

export const submission = guaranteeAction({
  command: 'recordSubmission',
  scopes: ['contractor'],
  operationId: 'recordSubmission',
  summary: '発注者への提出を記録する',
  explanation: '保証契約番号と認証キーを発注者へ渡したことを記録します。別の方法で渡したときは、もう一度記録できます。',
  description:
    'Records that guarantee number and key were given to the procurement authority. May be recorded again for another channel.',
  content: commandContents.recordSubmission,
  refusals: ['submission-must-not-be-ahead', 'submission-must-not-come-before-arrival'],
});
