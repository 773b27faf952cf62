/** 「認証キーのお知らせ」から開く: a dropped or chosen file in, the certificate's page out. */
import type { RequestHandler } from 'express';
import { readNotice } from '../notice/read-notice.ts';
import { openCertificate } from '../opening.ts';
import { showCertificates } from './certificates.ts';
import { fileIn } from './file-form.ts';
import type { PageServices } from './page-services.ts';
import { refusalsOf } from './show.ts';
import { personIn } from './signed-in.ts';

export function notices(services: PageServices): RequestHandler {
  return async (request, response) => {
    try {
      const typed = await readNotice(fileIn(request));
      const grantId = await openCertificate(services, services.settings.sessionSecret, personIn(response), typed);
      response.redirect(303, `/certificates/${grantId}`);
    } catch (error) {
      const [refusal] = refusalsOf(services, request, response, error);
      const noticeError = refusal?.sentence;
      await showCertificates(services, request, response, {
        refusals: [{ field: 'notice', sentence: noticeError }],
        noticeError,
      });
    }
  };
}
