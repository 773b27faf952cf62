/** bin/hosho circuit: where the switch of each counterparty stands; opened and closed with a reason. */
import { randomUUID } from 'node:crypto';
import type { Command } from './command.ts';
import { Ended, exitCodes } from './exit-codes.ts';
import { inJapan, table } from './table.ts';

interface Circuit {
  readonly counterparty: string;
  readonly state: string;
  readonly reason: string | null;
  readonly byName: string | null;
  readonly since: string;
  readonly openIncidents: number;
}

export const circuit: Command = {
  usage: 'circuit [open|close NAME]',
  summary: 'where each counterparty’s switch stands; open parks all that goes there, close tries it and lets it go on',
  options: {
    reason: { type: 'string', value: 'WORDS', meaning: 'why; everybody who is affected reads it' },
    yes: { type: 'boolean', meaning: 'needed to open `issuance`: it stops issuing for everyone' },
  },
  words: { least: 0, most: 2 },
  keyOf: 'operator',
  async run({ api, words: [act, name], options: { reason, yes } }) {
    if (act === undefined) {
      const { circuits } = (await api.get('/circuits')) as { circuits: Circuit[] };
      return { json: { circuits }, text: circuitsText(circuits) };
    }
    const isKnown = act === 'open' || act === 'close';
    if (!isKnown || name === undefined)
      throw new Ended(exitCodes.usage, 'It is typed so: bin/hosho circuit open d-sure --reason …');
    if (typeof reason !== 'string' || reason.trim() === '') throw new Ended(exitCodes.usage, '--reason is missing.');
    if (act === 'open' && name === 'issuance' && yes !== true) {
      throw new Ended(exitCodes.usage, 'This stops issuing for everyone at once. Add --yes to do it.');
    }
    const path = `/circuits/${encodeURIComponent(name)}/${act === 'open' ? 'opening' : 'closing'}`;
    const told = await api.post(path, { reason }, randomUUID());
    return { json: told, text: `${told.counterparty} is ${told.state} now.` };
  },
};

function circuitsText(circuits: readonly Circuit[]): string {
  return table(
    ['Counterparty', 'State', 'Since (JST)', 'By', 'Stuck', 'Reason'],
    circuits.map(({ counterparty, state, since, byName, openIncidents, reason }) => [
      counterparty,
      state,
      inJapan(since),
      byName,
      openIncidents,
      reason,
    ]),
  );
}
