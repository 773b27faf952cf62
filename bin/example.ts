/** The leaflet's case from an API call to an authority that opens and accepts the certificates, said step by step. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { dayInJapan } from '../domain/dates.ts';
import { type ApiClient, createApiClient } from './example/api-client.ts';
import { type Authority, signInAtDSure } from './example/authority.ts';
import { leafletApplication } from './example/leaflet-application.ts';

export interface ExampleSettings {
  readonly apiUrl: string;
  readonly dSureUrl: string;
  readonly apiKeys: Readonly<Record<string, string>>;
  readonly authority: { readonly email: string; readonly password: string };
  readonly varDir: string;
  readonly say: (sentence: string) => void;
}

type Row = readonly [string, string];

/** What the API tells of a guarantee, as far as the example reads it. */
interface Guarantee {
  readonly id: string;
  readonly productName: string;
  readonly guaranteeNumber: string | null;
  readonly stage: string;
  readonly stageTitle: string;
  readonly waitsFor: string;
  readonly authenticationKey: string | null;
  readonly documents: readonly { readonly kind: string; readonly href: string }[];
  readonly authorityResponses: readonly { readonly kind: string }[];
}

/** Carries the case to the authority's acceptance. Returns the rows of the closing table; throws where a step fails. */
export async function runExample(settings: ExampleSettings): Promise<readonly Row[]> {
  const { apiUrl, apiKeys, say } = settings;
  const contractor = createApiClient(apiUrl, apiKeys.contractor ?? '');
  const reviewer = createApiClient(apiUrl, apiKeys.reviewer ?? '');
  const folder = join(settings.varDir, 'example');
  await mkdir(folder, { recursive: true });

  say('\nThe leaflet’s case: one application, two guarantees, both electronic');
  const applied = await timed(say, '申込: sent by the contractor', () =>
    contractor.post<{ receiptNumber: string; guarantees: { id: string }[] }>(
      '/api/v1/applications',
      leafletApplication(dayInJapan(new Date())),
    ),
  );
  const ids = applied.guarantees.map(({ id }) => id);
  for (const id of ids)
    await timed(say, '引受承認: approved by the reviewer', () =>
      reviewer.post(`/api/v1/guarantees/${id}/approval`, {}),
    );
  const posted = await Promise.all(ids.map((id) => follow(contractor, id, 'posted', say)));

  const authority = await timed(say, 'D-Sure: the authority signs in', () =>
    signInAtDSure(settings.dSureUrl, settings.authority),
  );
  for (const guarantee of posted) {
    await timed(say, `提出: ${guarantee.productName}, recorded by the contractor`, () =>
      contractor.post(`/api/v1/guarantees/${guarantee.id}/submission`, { channel: 'email' }),
    );
    await saveContractorsCopies(contractor, guarantee, folder);
    await timed(say, `受領: ${guarantee.guaranteeNumber} opened by number and key, and accepted`, () =>
      openAndAccept(authority, guarantee, folder),
    );
  }
  for (const { id } of posted) {
    await until(contractor, id, ({ authorityResponses }) => authorityResponses.some(({ kind }) => kind === 'accepted'));
  }
  say('  The authority’s acceptance has come back through D-Sure’s feed.');
  const numbers = posted.map(({ productName, guaranteeNumber }): Row => [productName, guaranteeNumber ?? '']);
  return [['Receipt', applied.receiptNumber], ...numbers, ['Documents', folder]];
}

/** Waits for a stage and says each one on the way, with the time it took. */
async function follow(
  client: ApiClient,
  id: string,
  stage: string,
  say: (sentence: string) => void,
): Promise<Guarantee> {
  let last = '';
  let since = performance.now();
  return until(client, id, (guarantee) => {
    if (guarantee.stage !== last) {
      const took = last === '' ? '' : ` (${Math.round(performance.now() - since)} ms after the stage before)`;
      say(`  ${guarantee.productName}: ${guarantee.stage}, ${guarantee.stageTitle}${took}`);
      last = guarantee.stage;
      since = performance.now();
    }
    return guarantee.stage === stage;
  });
}

const patienceMs = 60_000;

async function until(client: ApiClient, id: string, holds: (guarantee: Guarantee) => boolean): Promise<Guarantee> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const guarantee = await client.get<Guarantee>(`/api/v1/guarantees/${id}`);
    if (holds(guarantee)) return guarantee;
    if (Date.now() > end)
      throw new Error(`The guarantee ${id} stands at ${guarantee.stage} and waits for: ${guarantee.waitsFor}.`);
    await setTimeout(50);
  }
}

/** What the contractor would download: the key notice, the fee statement, and the page to check the certificate on. */
async function saveContractorsCopies(client: ApiClient, guarantee: Guarantee, folder: string): Promise<void> {
  for (const { kind, href } of guarantee.documents) {
    const ending = kind === 'certificate-check-copy' ? 'html' : 'pdf';
    await writeFile(
      join(folder, `contractor-${guarantee.guaranteeNumber}-${kind}.${ending}`),
      await client.download(href),
    );
  }
}

async function openAndAccept(authority: Authority, guarantee: Guarantee, folder: string): Promise<void> {
  const { page, file } = await authority.open(guarantee.guaranteeNumber ?? '', guarantee.authenticationKey ?? '');
  await writeFile(join(folder, `authority-${guarantee.guaranteeNumber}-certificate.pdf`), file);
  await authority.accept(page);
}

async function timed<T>(say: (sentence: string) => void, what: string, act: () => Promise<T>): Promise<T> {
  const since = performance.now();
  const result = await act();
  say(`  ${what} (${Math.round(performance.now() - since)} ms)`);
  return result;
}
