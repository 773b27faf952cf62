/** The leaflet's case, carried by its people from the application to the authority's acceptance, with all that they read of it. */
import type { z } from 'zod';
import type { guaranteeShape } from '../../../api/v1/shapes/guarantee.ts';
import { signInAtDSure } from '../../../bin/example/authority.ts';
import { Browser } from '../../../bin/example/browser.ts';
import { leafletApplication } from '../../../bin/example/leaflet-application.ts';
import { type Application, applicationSchema } from '../../../domain/application.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { createDSureClient } from '../../../services/d-sure-client.ts';
import type { LocalStack } from '../../support/local-stack.ts';
import { createPatientClient, type PatientClient } from '../../support/patient-client.ts';
import { type ReadPdf, readPdf } from '../../support/read-pdf.ts';
import { type ReceivedMail, receivedMails } from '../../support/received-mails.ts';
import { until } from '../../support/until.ts';

export type Guarantee = z.output<typeof guaranteeShape>;

/** One of the two guarantees, with all that was read of it by the people it concerns. */
export interface Carried {
  /** What the contractor saw of it, again and again, from its acceptance to its posting. */
  readonly seen: readonly Guarantee[];
  /** At the end, as its contractor sees it. */
  readonly guarantee: Guarantee;
  readonly key: string;
  /** What the authority saved at D-Sure. */
  readonly certificate: ReadPdf;
  readonly keyNotice: ReadPdf;
  readonly feeStatement: ReadPdf;
}

export interface LeafletCase {
  readonly sent: Application;
  readonly applicationId: string;
  /** The command that submitted the second guarantee. */
  readonly submissionCommand: string;
  readonly prepayment: Carried;
  readonly contractGuarantee: Carried;
  readonly mails: readonly ReceivedMail[];
  /** What each key notice was answered with before the approval. */
  readonly beforeArrival: readonly number[];
}

/** Applied for, approved, posted, submitted, opened and accepted; and every mail has come. */
export async function carryLeafletCase(stack: LocalStack): Promise<LeafletCase> {
  const contractor = asProgram(stack, 'contractor');
  const reviewer = asProgram(stack, 'reviewer');
  const body = leafletApplication(dayInJapan(new Date()));
  const receipt = await contractor.post<{ applicationId: string; guarantees: { id: string }[] }>('/applications', body);
  const ids = receipt.guarantees.map(({ id }) => id);
  const watched: Promise<Guarantee[]>[] = [];
  const beforeArrival: number[] = [];
  for (const id of ids) {
    const applied = await contractor.get<Guarantee>(`/guarantees/${id}`);
    beforeArrival.push(await contractor.status('GET', `/guarantees/${id}/documents/key-notice`));
    await reviewer.post(`/guarantees/${id}/approval`, {});
    watched.push(untilPosted(contractor, applied));
  }
  const seen = await Promise.all(watched);
  let submissionCommand = '';
  for (const id of ids) {
    const done = await contractor.post<{ commandId: string }>(`/guarantees/${id}/submission`, { channel: 'email' });
    submissionCommand = done.commandId;
  }
  const prepayment = await accepted(stack, contractor, seen[0] ?? []);
  const contractGuarantee = await accepted(stack, contractor, seen[1] ?? []);
  const mails = await until(async () => {
    const received = await receivedMails(stack.url('inbox'));
    return received.length >= 2 && received;
  });
  const { applicationId } = receipt;
  const read = { prepayment, contractGuarantee, mails, beforeArrival };
  return { sent: applicationSchema.parse(body), applicationId, submissionCommand, ...read };
}

/** With this one's key of the API. */
export function asProgram(stack: LocalStack, who: string): PatientClient {
  return createPatientClient(
    () => stack.url('api'),
    () => stack.apiKey(who),
  );
}

/** Signed in to Net Desk, without JavaScript. */
export async function atNetDesk(stack: LocalStack, email: string): Promise<Browser> {
  const browser = new Browser(stack.url('netDesk'));
  const typed = { メールアドレス: email, パスワード: stack.secrets().contractorPassword };
  await browser.press(await browser.visit('/sign-in'), 'ログイン', typed);
  return browser;
}

/** The contractor says who answers for its claim. */
export async function tellWhoClaims(clerk: Browser, id: string): Promise<void> {
  const people = { '請求者の役職・氏名': '代表取締役 見本 一郎', 発行責任者: '見本 一郎', 担当者名: '見本 花子' };
  const telephones = { 発行責任者の電話番号: '028-000-0002', 担当者の電話番号: '028-000-0003', 預金の種別: 'ordinary' };
  const form = await clerk.visit(`/guarantees/${id}/claim`);
  await clerk.press(form, '保存して提出セットへ', { ...people, ...telephones });
}

/** All that D-Sure has of the surety. */
export async function dSureListing(stack: LocalStack) {
  const client = createDSureClient({ url: stack.url('dSure'), token: stack.secrets().dSureToken, timeoutMs: 5000 });
  return (await client.listing(null, 1000)).certificates;
}

/** Every view on the way, the first one from before the approval, the last one posted. */
async function untilPosted(contractor: PatientClient, applied: Guarantee): Promise<Guarantee[]> {
  const seen = [applied];
  await until(async () => {
    seen.push(await contractor.get<Guarantee>(`/guarantees/${applied.id}`));
    return seen.at(-1)?.stage === 'posted';
  });
  return seen;
}

/** The authority opens it by number and key, reads it and accepts it; the contractor reads what is theirs. */
async function accepted(stack: LocalStack, contractor: PatientClient, seen: readonly Guarantee[]): Promise<Carried> {
  const { id, guaranteeNumber, authenticationKey: key, documents } = seen.at(-1) as Guarantee;
  const person = { email: 'soumu@takanezawa.example.jp', password: stack.secrets().authorityPassword };
  const authority = await signInAtDSure(stack.url('dSure'), person);
  const { page, file } = await authority.open(guaranteeNumber ?? '', key ?? '');
  await authority.accept(page);
  const guarantee = await until(async () => {
    const told = await contractor.get<Guarantee>(`/guarantees/${id}`);
    return told.authorityResponses.some(({ kind }) => kind === 'accepted') && told;
  });
  const pdf = async (kind: string) => {
    const href = documents.find((document) => document.kind === kind)?.href ?? `no ${kind}`;
    return readPdf(await contractor.download(href));
  };
  return {
    seen,
    guarantee,
    key: key ?? '',
    certificate: await readPdf(file),
    keyNotice: await pdf('key-notice'),
    feeStatement: await pdf('fee-statement'),
  };
}
