/** Cases in many stages, of which some are stuck because D-Sure does not answer: what Operations is for. */
import { setTimeout } from 'node:timers/promises';
import { dayInJapan } from '../../domain/dates.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { leafletApplication } from './leaflet-application.ts';

export interface StuckSettings {
  readonly apiUrl: string;
  readonly apiKeys: Readonly<Record<string, string>>;
  /** Lets D-Sure stand still, as a machine that hangs. */
  readonly haltDSure: () => void;
}

const projects = [
  '町道1号線舗装補修工事',
  '宝積寺駅東口駅前広場整備工事',
  '石末橋橋梁補修工事',
  '上高根沢地区排水路改修工事',
  '町営住宅東町団地外壁改修工事',
  '鬼怒川左岸堤防補強工事（第3工区）',
  '公共下水道枝線管渠布設工事',
  '高根沢中学校屋内運動場改修工事',
] as const;
const leastStuck = 8;

/** On return D-Sure stands still and several cases are stuck for it; others wait for review, for a fee, for submission. */
export async function stuckExample({ apiUrl, apiKeys, haltDSure }: StuckSettings): Promise<void> {
  const as = (who: string) => createApiClient(apiUrl, apiKeys[who] ?? '');
  const [contractor, other, reviewer, operator] = [
    as('contractor'),
    as('otherContractor'),
    as('reviewer'),
    as('operator'),
  ];
  for (const index of [0, 1]) await approve(reviewer, await apply(contractor, index));
  const perCase = { feePayment: 'per-case', feeBilledTo: '△△土木 有限会社' };
  await approve(reviewer, await apply(other, 2, perCase));
  for (const index of [3, 4, 5]) await apply(contractor, index);
  const inStage = async (stage: string) =>
    (await contractor.get<{ guarantees: object[] }>(`/api/v1/guarantees?stage=${stage}`)).guarantees.length;
  await until(async () => (await inStage('issuing')) + (await inStage('posting')) === 0);
  haltDSure();
  for (let index = 6; index < 14; index += 1) await approve(reviewer, await apply(contractor, index));
  await until(async () => {
    const { causeGroups } = await operator.get<{ causeGroups: { open: number }[] }>('/api/v1/cause-groups');
    return causeGroups.some(({ open }) => open >= leastStuck);
  });
}

/** The leaflet's application with a project and amounts of its own. */
async function apply(contractor: ApiClient, index: number, terms: object = {}): Promise<readonly string[]> {
  const { contract, guarantees, delivery } = leafletApplication(dayInJapan(new Date()));
  const amountYen = 24_000_000 + index * 11_300_000;
  const parts = [0.4, 0.1];
  const { guarantees: applied } = await contractor.post<{ guarantees: { id: string }[] }>('/api/v1/applications', {
    contract: { ...contract, projectName: projects[index % projects.length], amountYen },
    guarantees: guarantees.map((each, place) => ({
      ...each,
      ...terms,
      amountYen: Math.round(amountYen * (parts[place] ?? 0)),
    })),
    delivery,
  });
  return applied.map(({ id }) => id);
}

async function approve(reviewer: ApiClient, ids: readonly string[]): Promise<void> {
  for (const id of ids) await reviewer.post(`/api/v1/guarantees/${id}/approval`, {});
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await setTimeout(500);
  }
  throw new Error('The example did not come so far in five minutes.');
}
