/** The help of bin/hosho, made from its commands. */
import type { Command } from './command.ts';

const everywhere: readonly (readonly [string, string])[] = [
  ['--var DIR', 'a local installation by its folder (its run.json); var/ of this checkout where nothing is said'],
  ['--json', 'the answer as JSON'],
  ['--help', 'this, or the help of a command'],
];

const ending = `Any other installation: its address in HOSHO_URL and an API key in HOSHO_API_KEY.
Ends with 0: done; 1: refused, or something was found; 2: not understood; 3: nobody answers.`;

export function generalHelp(commands: readonly Command[]): string {
  const listed = columns(commands.map(({ usage, summary }) => [`bin/hosho ${usage}`, summary]));
  return `The night shift's commands, over the API.\n\n${listed}\n\n${columns(everywhere)}\n\n${ending}`;
}

export function commandHelp({ usage, summary, options }: Command): string {
  const own = Object.entries(options).map(([name, { value, meaning }]): readonly [string, string] => [
    `--${name}${value === undefined ? '' : ` ${value}`}`,
    meaning,
  ]);
  return `bin/hosho ${usage}\n${summary}\n\n${columns([...own, ...everywhere])}\n\n${ending}`;
}

/** Two columns, the second one aligned. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n');
}
