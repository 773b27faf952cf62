/** bin/hosho incidents: what is stuck, by its cause; of one cause, case by case. */
import type { Command } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { inJapan, onOneLine, table, yen } from './table.ts';

interface Group {
  readonly fingerprint: string;
  readonly open: number;
  readonly amountYen: number;
  readonly missesToday: number;
  readonly firstSeenAt: string;
  readonly happened: string;
  readonly toDo: string;
  readonly waitsFor: string | null;
}

interface Incident {
  readonly id: string;
  readonly guaranteeId: string;
  readonly guaranteeNumber: string | null;
  readonly stepName: string;
  readonly state: string;
  readonly tries: number;
  readonly firstSeenAt: string;
  readonly amountYen: number;
  readonly missesToday: boolean;
}

export const incidents: Command = {
  usage: 'incidents',
  summary: 'what is stuck, by its cause, and what to do; ends with 1 where anything is',
  options: {
    cause: { type: 'string', value: 'FINGERPRINT', meaning: 'the cases of this cause, one by one' },
    limit: { type: 'string', value: 'N', meaning: 'how many cases of a cause at most, up to 200 (50)' },
  },
  words: { least: 0, most: 0 },
  keyOf: 'operator',
  async run({ api, options }) {
    const { cause, limit = '50' } = options;
    if (typeof cause === 'string') {
      const query = new URLSearchParams({ fingerprint: cause, unsettled: 'true', limit: String(limit) });
      const { incidents: found, nextCursor } = await api.get(`/incidents?${query}`);
      const more = nextCursor === null ? '' : '\n… and more.';
      return {
        json: { incidents: found, nextCursor },
        text: found.length === 0 ? 'Nothing of this cause is stuck.' : `${casesOf(found)}${more}`,
        exitCode: found.length === 0 ? exitCodes.ok : exitCodes.found,
      };
    }
    const { causeGroups } = (await api.get('/cause-groups')) as { causeGroups: Group[] };
    const stuck = causeGroups.filter(({ open }) => open > 0);
    return {
      json: { causeGroups: stuck },
      text: stuck.length === 0 ? 'Nothing is stuck.' : stuck.map(causeText).join('\n\n'),
      exitCode: stuck.length === 0 ? exitCodes.ok : exitCodes.found,
    };
  },
};

export function causeText(group: Group): string {
  const { fingerprint, open, amountYen, missesToday, firstSeenAt, happened, toDo, waitsFor } = group;
  return [
    onOneLine(fingerprint),
    `  ${open} stuck, ${yen(amountYen)}, ${missesToday} would miss today; since ${inJapan(firstSeenAt)} (JST)`,
    `  ${onOneLine(happened)}`,
    `  ${onOneLine(toDo)}`,
    ...(waitsFor === null ? [] : [`  ${onOneLine(waitsFor)}`]),
  ].join('\n');
}

function casesOf(found: readonly Incident[]): string {
  return table(
    ['Guarantee', 'Step', 'State', 'Tries', 'Since (JST)', 'Money', 'Misses today'],
    found.map((incident) => [
      incident.guaranteeNumber ?? incident.guaranteeId,
      incident.stepName,
      incident.state,
      incident.tries,
      inJapan(incident.firstSeenAt),
      yen(incident.amountYen),
      incident.missesToday ? 'yes' : '',
    ]),
  );
}
