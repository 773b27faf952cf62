/** bin/hosho: what the night shift asks and does from a shell, over the API. */
import { parseArgs } from 'node:util';
import { openApi } from './commands/api.ts';
import { askerAt } from './commands/asking.ts';
import { auditVerify } from './commands/audit-verify.ts';
import { caseOf } from './commands/case.ts';
import { circuit } from './commands/circuit.ts';
import type { Command } from './commands/command.ts';
import { Ended, exitCodes } from './commands/exit-codes.ts';
import { commandHelp, generalHelp } from './commands/help.ts';
import { incidents } from './commands/incidents.ts';
import { retry } from './commands/retry.ts';
import { whereIs } from './commands/where.ts';

const commands: readonly Command[] = [incidents, retry, circuit, caseOf, auditVerify];

const general = {
  var: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The words before the first that is typed in capitals or brackets: `audit verify`, `case`. */
function nameOf({ usage }: Command): readonly string[] {
  const words = usage.split(' ');
  const end = words.findIndex((word) => !/^[a-z-]+$/.test(word));
  return end === -1 ? words : words.slice(0, end);
}

async function main(typed: readonly string[]): Promise<number> {
  const command = commands.find((each) => nameOf(each).every((word, index) => typed[index] === word));
  const asJson = typed.includes('--json');
  if (command === undefined) {
    const isHelp = typed.length === 0 || typed.includes('--help') || typed[0] === 'help';
    const help = generalHelp(commands);
    if (isHelp) return answer(help, exitCodes.ok);
    return fail(new Ended(exitCodes.usage, `There is no command ${typed[0]}.\n\n${help}`), asJson);
  }
  return run(command, typed.slice(nameOf(command).length)).catch((error: unknown) => fail(error, asJson));
}

async function run(command: Command, typed: readonly string[]): Promise<number> {
  const { values, positionals: words } = parse(command, typed);
  if (values.help) return answer(commandHelp(command), exitCodes.ok);
  const { least, most } = command.words;
  if (words.length < least || words.length > most) {
    throw new Ended(exitCodes.usage, `It is typed so: bin/hosho ${command.usage}`);
  }
  const api = openApi(whereIs(values.var, command.keyOf, process.env));
  const ask = values.json ? null : askerAt(process);
  const tell = (sentence: string) => console.error(sentence);
  const { json, text, exitCode = exitCodes.ok } = await command.run({ api, words, options: values, tell, ask });
  return answer(values.json ? JSON.stringify(json, null, 2) : text, exitCode);
}

function parse({ options, usage }: Command, typed: readonly string[]) {
  const own = Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
  );
  try {
    return parseArgs({ args: [...typed], options: { ...own, ...general }, allowPositionals: true });
  } catch (error) {
    throw new Ended(
      exitCodes.usage,
      `${(error as Error).message}\nIt is typed so: bin/hosho ${usage} (--help tells more)`,
    );
  }
}

function answer(text: string, exitCode: number): number {
  console.log(text);
  return exitCode;
}

function fail(error: unknown, asJson: boolean): number {
  if (!(error instanceof Ended)) throw error;
  if (asJson) console.log(JSON.stringify(error.told, null, 2));
  else console.error(error.message);
  return error.exitCode;
}

process.exitCode = await main(process.argv.slice(2));
