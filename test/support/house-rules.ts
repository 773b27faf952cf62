/** The house rules about the tree, as a function over file names and texts, so that each can be shown to fail. */

export interface SourceFile {
  /** From the root of the checkout, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly sentence: string;
}

interface ImportRule {
  readonly name: string;
  readonly sentence: string;
  readonly from: RegExp;
  /** What may be imported; everything else of the tree is forbidden. */
  readonly allowed?: RegExp;
  readonly forbidden?: RegExp;
}

const anyFile = /^/;
const entries = /^(api\/server|activities\/worker|d-sure\/(server|seed)|bin\/[^/]+)\.ts$/;

/** Each forbidden import has a name and a sentence. An import inside one's own folder is always allowed. */
export const importRules: readonly ImportRule[] = [
  {
    name: 'domain-touches-nothing',
    sentence: 'The rules are shared by all, so they import only themselves and zod.',
    from: /^domain\//,
    allowed: /^(domain\/|zod$|zod\/)/,
  },
  {
    name: 'workflows-are-replayed',
    sentence:
      'Replayed code imports domain, @temporalio/workflow and types of activities, nothing that differs between two runs.',
    from: /^workflows\//,
    allowed: /^(workflows\/|domain\/|@temporalio\/(workflow|common)$|type activities\/)/,
  },
  {
    name: 'services-know-the-domain-only',
    sentence:
      'A neighbour outside the door needs nothing of the house but its words: those of the runs stand in messages.ts and ids.ts.',
    from: /^services\//,
    allowed: /^(services\/|domain\/|workflows\/(messages|ids)\.ts$|package )/,
  },
  {
    name: 'tables-know-the-domain-only',
    sentence: 'Rows in, domain types out: prisma imports domain and itself.',
    from: /^prisma\//,
    allowed: /^(prisma\/|domain\/|package )/,
  },
  {
    name: 'templates-decide-nothing',
    sentence: 'Templates show values: they import domain and themselves.',
    from: /^templates\//,
    allowed: /^(templates\/|domain\/|package )/,
  },
  {
    name: 'web-knows-no-guarantee',
    sentence: 'What the pages of both houses stand on imports domain and itself.',
    from: /^web\//,
    allowed: /^(web\/|domain\/|package )/,
  },
  {
    name: 'activities-do-not-serve',
    sentence:
      'Activities are asked by workflows: of those they know messages.ts and ids.ts, of the API nothing, and of the pages the words of both languages alone.',
    from: /^activities\//,
    allowed:
      /^(activities\/|domain\/|prisma\/|services\/|templates\/|web\/translations\.ts$|workflows\/(messages|ids)\.ts$|config\.ts$|package )/,
  },
  {
    name: 'api-asks-workflows',
    sentence:
      'The API parses, asks and answers: it never calls an activity, and knows workflows by messages.ts and ids.ts.',
    from: /^api\//,
    allowed:
      /^(api\/|web\/|domain\/|prisma\/|services\/|templates\/|workflows\/(messages|ids)\.ts$|config\.ts$|package )/,
  },
  {
    name: 'd-sure-is-another-house',
    sentence: 'D-Sure belongs to somebody else: it imports domain, the base of all pages, and itself.',
    from: /^d-sure\//,
    allowed: /^(d-sure\/|web\/|domain\/|package )/,
  },
  {
    name: 'nobody-imports-d-sure',
    sentence: 'D-Sure is reached over HTTP only.',
    from: /^(?!d-sure\/|test\/)/,
    forbidden: /^d-sure\//,
  },
  {
    name: 'the-stack-starts-processes',
    sentence: 'bin/stack starts the service as processes: it imports config.ts and services, and none of the rest.',
    from: /^bin\/stack\//,
    allowed: /^(bin\/stack\/|services\/|type config\.ts$|config\.ts$|package )/,
  },
  {
    name: 'only-processes-read-settings',
    sentence: 'Only the processes read config.ts; everything else takes arguments. Its types may be named.',
    from: /^(?!test\/|bin\/stack\/)/,
    forbidden: /^(d-sure\/)?config\.ts$/,
  },
  {
    name: 'nothing-imports-test',
    sentence: 'What runs in production stands without the tests.',
    from: /^(?!test\/)/,
    forbidden: /^test\//,
  },
];

/** Every import that a rule forbids. */
export function forbiddenImports(files: readonly SourceFile[], rules = importRules): readonly Violation[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((imported) =>
      rules
        .filter((rule) => rule.from.test(file.path) && !allows(rule, file.path, imported))
        .map(({ name, sentence }) => ({
          rule: name,
          path: file.path,
          sentence: `${sentence} It imports ${imported.target}.`,
        })),
    ),
  );
}

interface Import {
  /** A path from the root, or the name of a package. */
  readonly target: string;
  readonly isPackage: boolean;
  readonly typeOnly: boolean;
}

function allows(rule: ImportRule, path: string, { target, isPackage, typeOnly }: Import): boolean {
  if (rule.name === 'only-processes-read-settings' && (typeOnly || entries.test(path))) return true;
  if (rule.forbidden !== undefined) return isPackage || !rule.forbidden.test(target);
  const spellings = [target, ...(isPackage ? [`package ${target}`] : []), ...(typeOnly ? [`type ${target}`] : [])];
  return spellings.some((spelling) => (rule.allowed ?? anyFile).test(spelling));
}

const importStatement = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;

export function importsOf({ path, text }: SourceFile): readonly Import[] {
  return [...text.matchAll(importStatement)].map(([, type, fixed, dynamic]) => {
    const written = fixed ?? dynamic ?? '';
    const isPackage = !written.startsWith('.');
    return { target: isPackage ? written : resolveFrom(path, written), isPackage, typeOnly: type !== undefined };
  });
}

function resolveFrom(path: string, written: string): string {
  return new URL(written, `file:///${path}`).pathname.slice(1);
}

/** Names that say nothing about what is inside. */
const emptyNames = /^(utils?|helpers?|common|misc|managers?)(\.|$)|-(utils?|helpers?|manager)\.ts$/;

/** Names, first lines, lengths and leftovers. */
export function untidyFiles(files: readonly SourceFile[]): readonly Violation[] {
  const rules: readonly [string, string, (file: SourceFile) => boolean][] = [
    ['names-say-what', 'No file or folder is called utils, helpers, common, misc or manager.', hasEmptyName],
    [
      'files-say-what-for',
      'Every file opens with a comment that says what it is for; a test file says it in its sentences.',
      ({ path, text }) => !path.endsWith('.test.ts') && !/^(#!.*\n)?\s*(\/\*\*|\/\/)/.test(text),
    ],
    ['one-idea-a-file', 'A file of more than 250 lines is usually two.', ({ text }) => text.split('\n').length > 251],
    ['nothing-left-over', `A ${leftover} is work that was not done.`, ({ text }) => text.includes(leftover)],
  ];
  return files.flatMap((file) =>
    rules.filter(([, , breaks]) => breaks(file)).map(([rule, sentence]) => ({ rule, path: file.path, sentence })),
  );
}

/** Spelt so that this file does not break its own rule. */
const leftover = ['FIX', 'ME'].join('');

function hasEmptyName({ path }: SourceFile): boolean {
  return path.split('/').some((part) => emptyNames.test(part));
}

/** Refusal names that no test mentions. A longer name that holds a shorter one does not count for it. */
export function untestedRefusals(names: readonly string[], tests: readonly SourceFile[]): readonly string[] {
  const mentioned = new Set(tests.flatMap(({ text }) => text.match(/[a-z]+(?:-[a-z]+)+/g) ?? []));
  return names.filter((name) => !mentioned.has(name));
}
