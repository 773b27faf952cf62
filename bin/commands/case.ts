/** bin/hosho case NUMBER: one guarantee, where it stands, whom it waits for, what is stuck, and what happened last. */
import { idOfCase } from './case-id.ts';
import type { Command } from './command.ts';
import { inJapan, onOneLine, table, yen } from './table.ts';

const lastEvents = 12;

export const caseOf: Command = {
  usage: 'case NUMBER',
  summary: 'one guarantee by its number or id: where it stands, whom it waits for, what is stuck, what happened last',
  options: {},
  words: { least: 1, most: 1 },
  keyOf: 'operator',
  async run({ api, words: [typed = ''] }) {
    const id = await idOfCase(api, typed);
    const { authenticationKey: _key, authenticationKeyReading: _reading, ...told } = await api.get(`/guarantees/${id}`);
    return { json: told, text: textOf(told) };
  },
};

interface Told {
  readonly id: string;
  readonly guaranteeNumber: string | null;
  readonly productName: string;
  readonly stage: string;
  readonly stageTitle: string;
  readonly stageSince: string;
  readonly waitsFor: string;
  readonly amountYen: number;
  readonly projectName: string;
  readonly contractor: { readonly name: string };
  readonly authority: { readonly name: string };
  readonly receiptNumber: string;
  readonly incidents: readonly {
    stepName: string;
    state: string;
    tries: number;
    fingerprint: string;
    detail: string;
  }[];
  readonly timeline: readonly {
    readonly at: string;
    readonly kind: string;
    readonly by: string;
    readonly actorName: string | null;
    readonly stage: string | null;
    readonly reason: string | null;
  }[];
}

function textOf(told: Told): string {
  const lines: readonly (readonly [string, string])[] = [
    ['Guarantee', told.guaranteeNumber ?? `not issued yet (${told.id})`],
    ['Product', `${told.productName}, ${yen(told.amountYen)}`],
    ['Project', told.projectName],
    ['Contractor', told.contractor.name],
    ['Authority', told.authority.name],
    ['Application', told.receiptNumber],
    ['Stage', `${told.stage} (${told.stageTitle}) since ${inJapan(told.stageSince)} (JST), waits for ${told.waitsFor}`],
  ];
  const facts = lines.map(([name, value]) => `${name.padEnd(13)}${onOneLine(value)}`);
  const stuck = told.incidents.flatMap(({ stepName, state, tries, fingerprint, detail }) => [
    `Stuck        ${stepName}: ${state} after ${tries} tries (${fingerprint})`,
    `             ${onOneLine(detail)}`,
  ]);
  const events = told.timeline.slice(-lastEvents);
  const happened = table(
    ['When (JST)', 'What', 'By', 'Stage', 'Reason'],
    events.map(({ at, kind, by, actorName, stage, reason }) => [inJapan(at), kind, actorName ?? by, stage, reason]),
  );
  return [...facts, ...stuck, '', happened].join('\n');
}
