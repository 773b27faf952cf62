/** What people do through the API, in short: apply, look, act, and what came of it. */
import { buildExample } from '../../support/cases.ts';
import type { Told, Who } from './api.ts';
import type { RunningApi } from './running-api.ts';

export const at = (id: string, rest = '') => `/api/v1/guarantees/${id}${rest}`;

/** The prepayment and the contract guarantee of a new application. */
export async function apply(api: RunningApi, own: Parameters<typeof buildExample>[1] = {}): Promise<[string, string]> {
  const told = await api.post('contractor', '/api/v1/applications', { body: buildExample(new Date(), own) });
  return told.body.guarantees.map(({ id }: { id: string }) => id);
}

export async function show(api: RunningApi, who: Who, id: string) {
  return (await api.get(who, at(id))).body;
}

export function act(
  api: RunningApi,
  who: Who,
  id: string,
  action: string,
  body: unknown = {},
  key?: string,
): Promise<Told> {
  return api.post(who, at(id, `/${action}`), { body, ...(key === undefined ? {} : { key }) });
}

/** `200 posted`, `409 stage-must-allow-approval`. */
export function outcome({ status, body }: Told): string {
  return `${status} ${body.stage ?? body.name}`;
}
