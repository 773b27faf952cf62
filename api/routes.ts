/** Every address, on a page. */
import { Router } from 'express';
import { Refusal } from '../domain/refusals.ts';
import { health, ready } from './health.ts';
import type { ApiServices } from './services.ts';
import { alerts } from './v1/alerts.ts';
import { application } from './v1/application.ts';
import { attachment } from './v1/applications/attachment.ts';
import { attachments } from './v1/applications/attachments.ts';
import { applications } from './v1/applications.ts';
import { batches } from './v1/audit/batches.ts';
import { events } from './v1/audit/events.ts';
import { heads } from './v1/audit/heads.ts';
import { places } from './v1/audit/places.ts';
import { cancellation, confirmation, pace, pause, resumption } from './v1/bulk-retries/acts.ts';
import { bulkRetries, newBulkRetry } from './v1/bulk-retries.ts';
import { bulkRetry, bulkRetryItemList } from './v1/bulk-retry.ts';
import { causeGroupList, causeGroupOf } from './v1/cause-groups.ts';
import { circuits, closing, opening } from './v1/circuits.ts';
import { command } from './v1/command.ts';
import { openCorrectionRequests } from './v1/correction-requests.ts';
import { docs } from './v1/docs.ts';
import type { Endpoint } from './v1/endpoint.ts';
import { findings } from './v1/findings.ts';
import { guarantee } from './v1/guarantee.ts';
import { approval } from './v1/guarantees/approval.ts';
import { guaranteeCorrectionRequests, newCorrectionRequest } from './v1/guarantees/correction-requests.ts';
import { decline } from './v1/guarantees/decline.ts';
import { dispatch } from './v1/guarantees/dispatch.ts';
import { document } from './v1/guarantees/document.ts';
import { feePayment } from './v1/guarantees/fee-payment.ts';
import { messages, newMessage } from './v1/guarantees/messages.ts';
import { resubmission } from './v1/guarantees/resubmission.ts';
import { returning } from './v1/guarantees/return.ts';
import { newSending, sending } from './v1/guarantees/sending.ts';
import { submission } from './v1/guarantees/submission.ts';
import { withdrawal } from './v1/guarantees/withdrawal.ts';
import { guarantees } from './v1/guarantees.ts';
import { incident } from './v1/incident.ts';
import { comments, owner } from './v1/incidents/care.ts';
import { resolution } from './v1/incidents/resolution.ts';
import { retry } from './v1/incidents/retry.ts';
import { incidents } from './v1/incidents.ts';
import { createDocument } from './v1/openapi.ts';
import { openApi } from './v1/openapi-address.ts';
import { serve } from './v1/serve.ts';
import { sweeps } from './v1/sweeps.ts';

export type Method = 'GET' | 'POST';
export type Routes = Readonly<Record<string, Readonly<Partial<Record<Method, Endpoint>>>>>;

/** The JSON API, below /api/v1. */
export const v1: Routes = {
  '/applications': { POST: applications },
  '/applications/:id': { GET: application },
  '/applications/:id/attachments': { POST: attachments },
  '/applications/:id/attachments/:attachmentId': { GET: attachment },
  '/guarantees': { GET: guarantees },
  '/guarantees/:id': { GET: guarantee },
  '/guarantees/:id/documents/:kind': { GET: document },
  '/guarantees/:id/approval': { POST: approval },
  '/guarantees/:id/return': { POST: returning },
  '/guarantees/:id/decline': { POST: decline },
  '/guarantees/:id/resubmission': { POST: resubmission },
  '/guarantees/:id/withdrawal': { POST: withdrawal },
  '/guarantees/:id/fee-payment': { POST: feePayment },
  '/guarantees/:id/dispatch': { POST: dispatch },
  '/guarantees/:id/submission': { POST: submission },
  '/guarantees/:id/sending': { GET: sending, POST: newSending },
  '/guarantees/:id/messages': { GET: messages, POST: newMessage },
  '/guarantees/:id/correction-requests': { GET: guaranteeCorrectionRequests, POST: newCorrectionRequest },
  '/correction-requests': { GET: openCorrectionRequests },
  '/incidents': { GET: incidents },
  '/incidents/:id': { GET: incident },
  '/incidents/:id/owner': { POST: owner },
  '/incidents/:id/comments': { POST: comments },
  '/incidents/:id/retry': { POST: retry },
  '/incidents/:id/resolution': { POST: resolution },
  '/cause-groups': { GET: causeGroupList },
  '/cause-groups/:fingerprint': { GET: causeGroupOf },
  '/bulk-retries': { GET: bulkRetries, POST: newBulkRetry },
  '/bulk-retries/:id': { GET: bulkRetry },
  '/bulk-retries/:id/items': { GET: bulkRetryItemList },
  '/bulk-retries/:id/confirmation': { POST: confirmation },
  '/bulk-retries/:id/pause': { POST: pause },
  '/bulk-retries/:id/resumption': { POST: resumption },
  '/bulk-retries/:id/cancellation': { POST: cancellation },
  '/bulk-retries/:id/pace': { POST: pace },
  '/sweeps': { GET: sweeps },
  '/findings': { GET: findings },
  '/alerts': { GET: alerts },
  '/circuits': { GET: circuits },
  '/circuits/:counterparty/opening': { POST: opening },
  '/circuits/:counterparty/closing': { POST: closing },
  '/commands/:id': { GET: command },
  '/audit/heads': { GET: heads },
  '/audit/places': { GET: places },
  '/audit/batches': { GET: batches },
  '/audit/events': { GET: events },
};

/** All of it, with what needs no key: health, readiness, documentation. */
export function routes(services: ApiServices): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const described = createDocument(v1);
  router
    .route('/health')
    .get(health)
    .all(otherMethods(['GET']));
  router
    .route('/ready')
    .get(ready(services))
    .all(otherMethods(['GET']));
  router
    .route('/api/v1/openapi.json')
    .get(openApi(described))
    .all(otherMethods(['GET']));
  router
    .route('/api/v1/docs')
    .get(docs(described))
    .all(otherMethods(['GET']));
  for (const [path, methods] of Object.entries(v1)) {
    const route = router.route(`/api/v1${path}`);
    if (methods.GET !== undefined) route.get(...serve(services, methods.GET));
    if (methods.POST !== undefined) route.post(...serve(services, methods.POST));
    route.all(otherMethods(Object.keys(methods)));
  }
  return router;
}

/** Refuses: `method-must-be-allowed`, with the methods that are. */
function otherMethods(allowed: readonly string[]) {
  return (_request: unknown, response: { set(name: string, value: string): unknown }) => {
    response.set('Allow', allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', '));
    throw new Refusal('method-must-be-allowed');
  };
}
