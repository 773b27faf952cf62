/** bin/hosho retry: shows what is held up; with --yes, or a question answered, it is retried: one first, then ten, then the rest. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Api } from './api.ts';
import { chosenIncidents, type Selection } from './chosen-incidents.ts';
import type { Asked, Command, Outcome } from './command.ts';
import { Ended, exitCodes } from './exit-codes.ts';
import { causeText } from './incidents.ts';
import { yen } from './table.ts';

interface Size {
  readonly total: number;
  readonly amountYen: number;
  readonly missesToday: number;
}

interface BulkRetry extends Size {
  readonly id: string;
  readonly state: string;
  readonly isOver: boolean;
  readonly counts: Readonly<Record<string, number>>;
}

export const retry: Command = {
  usage: 'retry',
  summary:
    'shows what a cause, cases or a filter hold up; with --yes, or asked, retries it: one, then ten, then the rest',
  options: {
    cause: { type: 'string', value: 'FINGERPRINT', meaning: 'all of this cause, as `incidents` tells it' },
    case: { type: 'string', multiple: true, value: 'NUMBER…', meaning: 'what is stuck of these guarantees' },
    filter: {
      type: 'string',
      value: 'QUERY',
      meaning: 'what is stuck of all that the list finds: its address, or "stage=posting&q=WORDS"',
    },
    reason: { type: 'string', value: 'WORDS', meaning: 'why it should help now; stands in the audit log' },
    'per-minute': { type: 'string', value: 'N', meaning: 'the pace after the first eleven (as the service has it)' },
    wait: { type: 'boolean', meaning: 'stays until it is over; ends with 1 where anything is still stuck' },
    yes: {
      type: 'boolean',
      meaning: 'retries without a question; where nobody can be asked, nothing is sent without it',
    },
  },
  words: { least: 0, most: 1000 },
  keyOf: 'operator',
  async run(asked) {
    const { api, options, tell } = asked;
    const { reason, yes } = options;
    const pace = perMinuteIn(options['per-minute']);
    if (yes === true && (typeof reason !== 'string' || reason.trim() === '')) {
      throw new Ended(exitCodes.usage, '--reason is missing.');
    }
    const selection = await chosenIncidents(asked);
    if (yes !== true) return shown(asked, selection, pace);
    const made = await previewed(api, { selection, reason, ...pace });
    tell(sizeText(made));
    return begun(asked, made.id);
  },
};

function perMinuteIn(typed: unknown): { perMinute?: number } {
  if (typed === undefined) return {};
  if (typeof typed !== 'string' || !/^[1-9]\d{0,3}$/.test(typed)) {
    throw new Ended(exitCodes.usage, '--per-minute is a number from 1 to 6000.');
  }
  return { perMinute: Number(typed) };
}

/** What would be retried; where somebody sits there, the question whether to. */
async function shown(asked: Asked, selection: Selection, pace: object): Promise<Outcome> {
  const { api, ask, options, tell } = asked;
  const { json, text, total } = await heldUp(api, selection);
  if (total === 0) return { json, text: `${text}\nNothing of it is stuck.` };
  if (ask === null) {
    return { json, text: `${text}\nNothing was sent yet. Add --reason and --yes to retry all of it.` };
  }
  tell(text);
  const nothing = { json, text: 'Nothing was sent.' };
  const reason = options.reason ?? (await ask('Why should it help now? It stands in the audit log: '));
  if (typeof reason !== 'string' || reason.trim() === '') return nothing;
  const made = await previewed(api, { selection, reason, ...pace });
  if ((await ask(`${sizeText(made)}. Type yes to retry them: `)) === 'yes') return begun(asked, made.id);
  await api.post(`/bulk-retries/${made.id}/cancellation`, {}, randomUUID());
  return nothing;
}

async function heldUp(api: Api, selection: Selection) {
  if ('fingerprint' in selection) {
    const group = await api.get(`/cause-groups/${encodeURIComponent(selection.fingerprint)}`);
    return { json: group, text: causeText(group), total: group.open as number };
  }
  const size: Size = await api.post('/bulk-retries', { selection, dryRun: true }, randomUUID());
  return { json: size, text: sizeText(size), total: size.total };
}

/** What is open now is chosen, and nothing is sent yet. */
function previewed(api: Api, body: object): Promise<Size & { readonly id: string }> {
  return api.post('/bulk-retries', body, randomUUID());
}

async function begun(asked: Asked, id: string): Promise<Outcome> {
  const { state } = await asked.api.post(`/bulk-retries/${id}/confirmation`, {}, randomUUID());
  asked.tell(`${state}: begun`);
  return retried(asked, id);
}

function sizeText({ total, amountYen, missesToday }: Size): string {
  return `${total} stuck, ${yen(amountYen)}, ${missesToday} would miss today`;
}

const betweenLooksMs = 1000;

async function retried({ api, options, tell }: Asked, id: string): Promise<Outcome> {
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
