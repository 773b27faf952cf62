/** One application, two forms (Q6): the prepayment goes electronic, the contract guarantee is printed on paper and dispatched. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { guaranteeShape } from '../../api/v1/shapes/guarantee.ts';
import { leafletApplication } from '../../bin/example/leaflet-application.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { createDSureClient } from '../../services/d-sure-client.ts';
import { type LocalStack, openLocalStack } from '../support/local-stack.ts';
import { createPatientClient, type PatientClient } from '../support/patient-client.ts';
import { readPdf } from '../support/read-pdf.ts';
import { receivedMails } from '../support/received-mails.ts';
import { until } from '../support/until.ts';

type Guarantee = z.output<typeof guaranteeShape>;

const today = dayInJapan(new Date());
let stack: LocalStack;
let contractor: PatientClient;
let reviewer: PatientClient;
/** Both at their end, as the contractor and the surety's reviewer see them. */
let electronic: Guarantee;
let paper: Guarantee;
let paperToStaff: Guarantee;
/** The paper one, printed and not yet dispatched. */
let printed: Guarantee;

beforeAll(async () => {
  stack = await openLocalStack();
  contractor = as('contractor');
  reviewer = as('reviewer');
  const { guarantees } = await contractor.post<{ guarantees: { id: string; form: string }[] }>(
    '/applications',
    mixedApplication(),
  );
  const [electronicId, paperId] = ['electronic', 'paper'].map(
    (form) => guarantees.find((guarantee) => guarantee.form === form)?.id ?? '',
  ) as [string, string];
  for (const id of [electronicId, paperId]) await reviewer.post(`/guarantees/${id}/approval`, {});
  await untilStage(electronicId, 'posted');
  await contractor.post(`/guarantees/${electronicId}/submission`, { channel: 'e-contract' });
  printed = await untilStage(paperId, 'dispatching');
  await reviewer.post(`/guarantees/${paperId}/dispatch`, { method: 'post', dispatchedOn: today });
  electronic = await untilStage(electronicId, 'submitted');
  paper = await untilStage(paperId, 'dispatched');
  paperToStaff = await reviewer.get<Guarantee>(`/guarantees/${paperId}`);
}, 180_000);

afterAll(() => stack?.close());

function mixedApplication(): object {
  const application = leafletApplication(today) as { guarantees: object[]; delivery: object };
  const [prepayment, contractGuarantee] = application.guarantees;
  return {
    ...application,
    guarantees: [prepayment, { ...contractGuarantee, form: 'paper' }],
    delivery: { ...application.delivery, paperReceipt: 'post' },
  };
}

function as(who: string): PatientClient {
  return createPatientClient(
    () => stack.url('api'),
    () => stack.apiKey(who),
  );
}

function untilStage(id: string, stage: string): Promise<Guarantee> {
  return until(async () => {
    const guarantee = await contractor.get<Guarantee>(`/guarantees/${id}`);
    if (guarantee.stage === stage) return guarantee;
    throw new Error(`it stands at ${guarantee.stage}`);
  });
}

test('the electronic one is submitted, the paper one dispatched', () => {
  expect([electronic.stage, paper.stage]).toEqual(['submitted', 'dispatched']);
  expect(electronic.authenticationKey).toMatch(/^\w{12}$/);
  expect(paper.revisions).toMatchObject([{ arrivedAt: null, submittedAt: null }]);
  expect(paper.revisions[0]?.dispatchedAt).not.toBeNull();
});

test('the paper one waits for the staff between printing and dispatch', () => {
  expect(printed).toMatchObject({ waitsFor: 'staff', form: 'paper' });
  expect(printed.guaranteeNumber).toMatch(/^31074-0000[12]K$/);
});

test('only the electronic one is posted to D-Sure', async () => {
  const client = createDSureClient({ url: stack.url('dSure'), token: stack.secrets().dSureToken, timeoutMs: 5000 });
  const { certificates } = await client.listing(null, 1000);
  expect(certificates).toMatchObject([{ guaranteeNumber: electronic.guaranteeNumber, revision: 1, keyIsSet: true }]);
});

test('the paper one has no key and no key notice, for anybody', async () => {
  expect(paper).toMatchObject({ authenticationKey: null, authenticationKeyReading: null });
  for (const guarantee of [paper, paperToStaff])
    expect(guarantee.documents.map(({ kind }) => kind)).not.toContain('key-notice');
  expect(await contractor.status('GET', `/guarantees/${paper.id}/documents/key-notice`)).toBe(404);
});

test('the paper certificate says its number and amount, and nothing of a key or of D-Sure', async () => {
  const href = paperToStaff.documents.find(({ kind }) => kind === 'certificate')?.href ?? 'no certificate';
  const { text } = await readPdf(await reviewer.download(href));
  expect(text).toContain(`保証契約番号${paper.guaranteeNumber}`);
  expect(text).toContain('保証金額(契約保証)5,000,000円');
  expect(text).not.toMatch(/認証キー|D-Sure/);
});

test('a paper one cannot be submitted with a key', async () => {
  expect(await contractor.status('POST', `/guarantees/${paper.id}/submission`, { channel: 'email' })).toBe(409);
});

test('one mail tells of the electronic one alone', async () => {
  const mails = await until(async () => {
    const received = await receivedMails(stack.url('inbox'));
    return received.length > 0 && received;
  });
  expect(mails).toHaveLength(1);
  expect(mails[0]?.text).toContain(electronic.guaranteeNumber);
  expect(mails[0]?.text).not.toContain(paper.guaranteeNumber);
});
