/** The leaflet's case, carried to its certificates: every page of it has something to show. */
import { dayInJapan } from '../../domain/dates.ts';
import { createApiClient } from './api-client.ts';
import { leafletApplication } from './leaflet-application.ts';

export interface Issued {
  readonly id: string;
  readonly guaranteeNumber: string;
  readonly authenticationKey: string;
}

/** The leaflet's prepayment guarantee, posted and not submitted. */
export async function issuedExample(apiUrl: string, apiKeys: Readonly<Record<string, string>>): Promise<Issued> {
  const contractor = createApiClient(apiUrl, apiKeys.contractor ?? '');
  const reviewer = createApiClient(apiUrl, apiKeys.reviewer ?? '');
  const application = leafletApplication(dayInJapan(new Date()));
  const { guarantees } = await contractor.post<{ guarantees: { id: string }[] }>('/api/v1/applications', application);
  for (const { id } of guarantees) await reviewer.post(`/api/v1/guarantees/${id}/approval`, {});
  const told = await Promise.all(guarantees.map(({ id }) => posted(contractor, id)));
  const [prepayment] = told;
  if (prepayment === undefined) throw new Error('The example has no guarantee.');
  return prepayment;
}

async function posted(contractor: ReturnType<typeof createApiClient>, id: string): Promise<Issued> {
  for (let tries = 0; tries < 600; tries += 1) {
    const told = await contractor.get<Issued & { stage: string }>(`/api/v1/guarantees/${id}`);
    if (told.stage === 'posted' && told.authenticationKey !== null) return told;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The certificate never arrived at D-Sure.');
}
