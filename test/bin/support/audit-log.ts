/** An audit log of a case, a circuit and some people, sealed over two days, with the API that tells it and its tables' owner. */
import { Client } from 'pg';
import { byTheService } from '../../../domain/audit.ts';
import { type Act, recordAct } from '../../../prisma/acts.ts';
import { recordDailyHeads } from '../../../prisma/daily-heads.ts';
import { sealEvents } from '../../../prisma/sealing.ts';
import { createCase } from '../../activities/support/cases.ts';
import { type OpenApi, openApi } from '../../api/support/api.ts';
import { type Ran, runCommand } from './hosho.ts';

export interface AuditLog {
  readonly api: OpenApi;
  readonly guaranteeId: string;
  /** With the tables' owner, who may do anything to them. */
  readonly owner: Client;
  readonly ownerUrl: string;
  /** Where the commands find the API, with an auditor's key. */
  readonly env: Record<string, string>;
  verify(...args: string[]): Promise<Ran>;
  seal(): Promise<number>;
  close(): Promise<void>;
}

/** How many acts of people there are, so that a reading has more than one page. */
const manyActs = 1200;

export async function openAuditLog(): Promise<AuditLog> {
  const api = await openApi();
  const url = new URL(api.databaseUrl);
  url.username = 'hosho_owner';
  const owner = new Client({ connectionString: url.href });
  await owner.connect();
  const { guaranteeId } = await createCase({ db: api.db, activities: {} as never }, 'applied');
  const day = (n: number) => new Date(Date.now() - n * 86_400_000);
  const act = (own: Partial<Act>) => {
    const nothing = { actor: byTheService, before: null, after: { state: 'open' }, reason: 'D-Sure answers 503.' };
    const whole: Act = { subject: 'circuit/d-sure', kind: 'circuit-opened', ...nothing, ...own };
    return api.db.$transaction((tx) => recordAct(tx, whole, day(1)));
  };
  await sealEvents(api.db, () => day(2));
  for (const kind of ['circuit-opened', 'circuit-closed', 'circuit-opened']) await act({ kind });
  await sealEvents(api.db, () => day(1));
  for (let n = 0; n < manyActs; n++) await act({ subject: `user/${n % 7}`, kind: 'right-changed' });
  await sealEvents(api.db, () => day(1));
  await recordDailyHeads(api.db, [], new Date());
  const env = { HOSHO_URL: api.url, HOSHO_API_KEY: api.tokens.auditor };
  return {
    api,
    guaranteeId,
    owner,
    ownerUrl: url.href,
    env,
    verify: (...args) => runCommand('hosho.ts', ['audit', 'verify', '--json', ...args], env),
    seal: () => sealEvents(api.db, () => new Date()),
    async close() {
      await owner.end();
      await api.close();
    },
  };
}
