/** What `bin/hosho retry` was told to choose: a cause, cases by their numbers, or what a filter of the staff's list finds. */
import { type Party, type Stage, stageNames, stages } from '../../domain/stages.ts';
import type { Api } from './api.ts';
import { idOfCase } from './case-id.ts';
import type { Asked } from './command.ts';
import { Ended, exitCodes } from './exit-codes.ts';

/** As the API takes it. */
export type Selection =
  | { readonly fingerprint: string }
  | { readonly guaranteeIds: readonly string[] }
  | { readonly search: Readonly<Record<string, unknown>> };

const mostCases = 1000;

/** Ends the command where not exactly one way of choosing was typed, or it cannot be read. */
export async function chosenIncidents({ api, words, options }: Asked): Promise<Selection> {
  const { cause, case: cases, filter } = options;
  const ways = [cause, cases, filter].filter((way) => way !== undefined);
  if (ways.length === 0) {
    throw usage('One of --cause, --case and --filter is missing: `bin/hosho incidents` tells the causes.');
  }
  if (ways.length > 1) throw usage('--cause, --case and --filter do not go together: take one of them.');
  if (words.length > 0 && cases === undefined) throw usage(`What is ${words[0]}? Numbers of cases come after --case.`);
  if (typeof cause === 'string') return { fingerprint: cause };
  if (typeof filter === 'string') return { search: searchIn(filter) };
  return { guaranteeIds: await idsOf(api, [...(cases as readonly string[]), ...words]) };
}

async function idsOf(api: Api, numbers: readonly string[]): Promise<string[]> {
  if (numbers.length > mostCases) throw usage(`At most ${mostCases} cases at once.`);
  const ids = new Set<string>();
  for (const number of numbers) ids.add(await idOfCase(api, number));
  return [...ids];
}

/** The names of the list's address, and what each is to the API. */
const conditions: Readonly<Record<string, (typed: string, name: string) => Readonly<Record<string, unknown>>>> = {
  q: (words) => ({ words }),
  stage: (stage) => ({ stages: [stage] }),
  waits: (party) => ({ stages: waitingFor(party) }),
  product: (product) => ({ product }),
  form: (form) => ({ form }),
  authority: (authority) => ({ authority }),
  contractor: (contractor) => ({ contractor }),
  branch: (branchId) => ({ branchId }),
  min: (typed, name) => ({ fromYen: yenIn(typed, name) }),
  max: (typed, name) => ({ toYen: yenIn(typed, name) }),
  from: (fromOn) => ({ fromOn }),
  to: (toOn) => ({ toOn }),
  due: (dueBy) => ({ dueBy }),
  today: (dueToday) => ({ dueToday }),
  cause: (cause) => ({ cause }),
  stuck: (typed) => {
    if (typed !== 'yes') throw usage('Of what is not stuck nothing can be retried: --filter takes stuck=yes.');
    return { stuck: true };
  },
};
/** What an address of the list holds beside its conditions. */
const besides = ['sort', 'after', 'before'];

/**
 * The search of an address of the list, whole or behind its `?`. A condition that is not known ends the command: without
 * it, more would be retried than anybody asked for.
 */
export function searchIn(typed: string): Readonly<Record<string, unknown>> {
  const given = new URLSearchParams(typed.slice(typed.indexOf('?') + 1));
  const named = [...given].filter(([name, value]) => value !== '' && !besides.includes(name));
  if (named.length === 0) throw usage('--filter has no condition. stuck=yes chooses all that is stuck.');
  let search: Readonly<Record<string, unknown>> = {};
  for (const [name, value] of named) {
    const condition = Object.hasOwn(conditions, name) ? conditions[name] : undefined;
    if (condition === undefined) {
      throw usage(
        `--filter has ${name}, which the list does not know. It knows: ${Object.keys(conditions).join(', ')}.`,
      );
    }
    search = narrowed(search, condition(value, name), name);
  }
  return search;
}

function narrowed(search: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>>, name: string) {
  const [[key, value] = ['', undefined]] = Object.entries(more);
  const before = search[key];
  if (before === undefined) return { ...search, ...more };
  if (key !== 'stages') throw usage(`--filter has ${name} twice.`);
  const both = (before as readonly string[]).filter((stage) => (value as readonly string[]).includes(stage));
  if (both.length === 0) throw usage('--filter names stages that no case stands at together.');
  return { ...search, stages: both };
}

function waitingFor(party: string): readonly Stage[] {
  const waiting = stageNames.filter((stage) => stages[stage].waitsFor === (party as Party));
  if (waiting.length === 0 || party === 'nobody') throw usage(`--filter waits=${party}: no stage waits for that.`);
  return waiting;
}

function yenIn(typed: string, name: string): number {
  const digits = typed.replaceAll(',', '');
  if (!/^\d{1,12}$/.test(digits)) throw usage(`--filter ${name} is whole yen, such as ${name}=1000000.`);
  return Number(digits);
}

function usage(sentence: string): Ended {
  return new Ended(exitCodes.usage, sentence);
}
