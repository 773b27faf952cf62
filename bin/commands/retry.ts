/** bin/hosho retry: shows what a cause holds up; with --yes it is retried, one first, then ten, then the rest. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Api } from './api.ts';
import type { Asked, Command } from './command.ts';
import { Ended, exitCodes } from './exit-codes.ts';
import { causeText } from './incidents.ts';
import { yen } from './table.ts';

interface BulkRetry {
  readonly id: string;
  readonly state: string;
  readonly isOver: boolean;
  readonly total: number;
  readonly amountYen: number;
  readonly missesToday: number;
  readonly counts: Readonly<Record<string, number>>;
}

export const retry: Command = {
  usage: 'retry',
  summary: 'shows what a cause holds up; with --yes retries all of it, one first, then ten, then the rest',
  options: {
    cause: { type: 'string', value: 'FINGERPRINT', meaning: 'the cause, as `incidents` tells it' },
    reason: { type: 'string', value: 'WORDS', meaning: 'why it should help now; stands in the audit log' },
    'per-minute': { type: 'string', value: 'N', meaning: 'the pace after the first eleven (as the service has it)' },
    wait: { type: 'boolean', meaning: 'stays until it is over; ends with 1 where anything is still stuck' },
    yes: { type: 'boolean', meaning: 'retries; without it nothing is sent' },
  },
  words: { least: 0, most: 0 },
  keyOf: 'operator',
  async run(asked) {
    const { api, options } = asked;
    const { cause, reason, yes } = options;
    if (typeof cause !== 'string')
      throw new Ended(exitCodes.usage, '--cause is missing: `bin/hosho incidents` tells them.');
    if (yes !== true) {
      const group = await api.get(`/cause-groups/${encodeURIComponent(cause)}`);
      const told =
        group.open === 0
          ? 'Nothing of it is stuck.'
          : 'Nothing was sent yet. Add --reason and --yes to retry all of it.';
      return { json: group, text: `${causeText(group)}\n${told}` };
    }
    if (typeof reason !== 'string' || reason.trim() === '') throw new Ended(exitCodes.usage, '--reason is missing.');
    return retried(asked, await begun(api, cause, reason, perMinuteIn(options['per-minute'])));
  },
};

function perMinuteIn(typed: unknown): { perMinute?: number } {
  if (typed === undefined) return {};
  if (typeof typed !== 'string' || !/^[1-9]\d{0,3}$/.test(typed)) {
    throw new Ended(exitCodes.usage, '--per-minute is a number from 1 to 6000.');
  }
  return { perMinute: Number(typed) };
}

/** What is open now is chosen, and sent. */
async function begun(api: Api, fingerprint: string, reason: string, pace: { perMinute?: number }): Promise<string> {
  const { id } = await api.post('/bulk-retries', { selection: { fingerprint }, reason, ...pace }, randomUUID());
  await api.post(`/bulk-retries/${id}/confirmation`, {}, randomUUID());
  return id;
}

const betweenLooksMs = 1000;

async function retried({ api, options, tell }: Asked, id: string) {
  const look = async (): Promise<BulkRetry> => api.get(`/bulk-retries/${id}`);
  let seen = await look();
  let told = '';
  while (options.wait === true && !seen.isOver) {
    const now = `${seen.state}: ${countsOf(seen)}`;
    if (now !== told) tell(now);
    told = now;
    await setTimeout(betweenLooksMs);
    seen = await look();
  }
  const { 'still-stuck': stuck = 0, 'new-cause': other = 0 } = seen.counts;
  const hasFailed = stuck + other > 0 || seen.state.startsWith('stopped') || seen.state === 'cancelled';
  const chosen = `${seen.total} chosen, ${yen(seen.amountYen)}, ${seen.missesToday} would miss today`;
  const text = `Bulk retry ${id}: ${seen.state}\n  ${chosen}\n  ${countsOf(seen)}`;
  return { json: seen, text, exitCode: hasFailed ? exitCodes.found : exitCodes.ok };
}

function countsOf({ counts }: BulkRetry): string {
  return Object.entries(counts)
    .map(([state, count]) => `${state} ${count}`)
    .join(', ');
}
