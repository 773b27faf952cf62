/** The whole list of what workflows may ask for. */
import { moveBulkRetry, sendBulkRetries } from './bulk-retry.ts';
import { issueCertificate } from './issue-certificate.ts';
import { postCertificate } from './post-certificate.ts';
import { printClaim } from './print-claim.ts';
import { printDocuments } from './print-documents.ts';
import { raiseIncident, raiseMailIncident } from './raise-incident.ts';
import { readResponses } from './read-responses.ts';
import { recordCommand, recordMailCommand } from './record-command.ts';
import { sendMail } from './send-mail.ts';
import type { Services } from './services.ts';
import { sweep } from './sweep.ts';

export type { Services } from './services.ts';

/** Builds every activity from its neighbours. */
export const createActivities = (services: Services) => ({
  recordCommand: recordCommand(services),
  issueCertificate: issueCertificate(services),
  printDocuments: printDocuments(services),
  printClaim: printClaim(services),
  postCertificate: postCertificate(services),
  sendMail: sendMail(services),
  raiseIncident: raiseIncident(services),
  recordMailCommand: recordMailCommand(services),
  raiseMailIncident: raiseMailIncident(services),
  sweep: sweep(services),
  readResponses: readResponses(services),
  moveBulkRetry: moveBulkRetry(services),
  sendBulkRetries: sendBulkRetries(services),
});

export type Activities = ReturnType<typeof createActivities>;
