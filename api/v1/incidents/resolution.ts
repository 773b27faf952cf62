/** POST /incidents/:id/resolution: the case goes on with corrected data, or without the step. */
import { commandContents } from '../../../domain/command-contents.ts';
import { incidentAction } from './action.ts';

export const resolution = incidentAction({
  command: 'resolve',
  operationId: 'resolveIncident',
  summary: '内容を直して、または行わずに進める',
  explanation:
    'メールは、別のあて先（mailAddress）に送り直すか、送らずに先へ進めます。発行・印刷・掲載は省けません。保存した証書の内容は変えられず、訂正を申し込みます。',
  description:
    'Goes on with another mail address, or without the mail. An issuance, a printing, a posting is never left out, and what the certificate says is corrected by a new revision.',
  content: commandContents.resolve,
  refusals: [
    'step-must-allow-resolution',
    'stored-certificate-must-be-corrected-by-revision',
    'resolution-that-moves-money-must-be-approved-by-second-person',
    'submission-address-must-come-from-the-register',
    'resolver-must-not-act-for-contractor',
    'mail-address-must-be-valid',
  ],
});
