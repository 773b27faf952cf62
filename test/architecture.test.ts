/** The house rules, checked against the tree as it is; and each rule shown to notice what it is there for. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectRoot } from '../bin/stack/project-root.ts';
import { refusalSentences } from '../domain/refusals.ts';
import {
  forbiddenImports,
  importRules,
  type SourceFile,
  untestedRefusals,
  untidyFiles,
} from './support/house-rules.ts';

const folders = [
  'activities',
  'api',
  'bin',
  'd-sure',
  'domain',
  'prisma',
  'services',
  'templates',
  'test',
  'web',
  'workflows',
];
const files = [...folders.flatMap(sourcesBelow), read('config.ts'), read('jest.config.js')];

test('no file imports what its folder must not know', () => {
  expect(forbiddenImports(files)).toEqual([]);
});

test('files have telling names, say what they are for, hold one idea and leave nothing over', () => {
  expect(untidyFiles(files)).toEqual([]);
});

test('every refusal occurs in some test by its name', () => {
  const tests = files.filter(({ path }) => path.startsWith('test/'));
  expect(untestedRefusals(Object.keys(refusalSentences), tests)).toEqual([]);
});

test('the tree is really read', () => {
  expect(files.length).toBeGreaterThan(100);
  for (const folder of folders) expect(files.some(({ path }) => path.startsWith(`${folder}/`))).toBe(true);
});

test.each([
  ['domain/fee.ts', "import { readFileSync } from 'node:fs';", 'domain-touches-nothing'],
  ['domain/fee.ts', "import { db } from '../prisma/database.ts';", 'domain-touches-nothing'],
  ['workflows/guarantee.ts', "import { randomBytes } from 'node:crypto';", 'workflows-are-replayed'],
  ['workflows/guarantee.ts', "import { createActivities } from '../activities/index.ts';", 'workflows-are-replayed'],
  ['services/mailer.ts', "import { db } from '../prisma/database.ts';", 'services-know-the-domain-only'],
  ['prisma/mails.ts', "export { render } from '../templates/render.ts';", 'tables-know-the-domain-only'],
  ['templates/render.ts', "import { db } from '../prisma/database.ts';", 'templates-decide-nothing'],
  ['web/pages.ts', "import { db } from '../prisma/database.ts';", 'web-knows-no-guarantee'],
  ['activities/sweep.ts', "import {\n  guarantee,\n} from '../workflows/guarantee.ts';", 'activities-do-not-serve'],
  ['api/app.ts', "const sweep = await import('../activities/sweep.ts');", 'api-asks-workflows'],
  ['d-sure/app.ts', "import { createMailer } from '../services/mailer.ts';", 'd-sure-is-another-house'],
  ['api/app.ts', "import type { Config } from '../d-sure/routes.ts';", 'nobody-imports-d-sure'],
  ['bin/stack/start.ts', "import '../../api/server.ts';", 'the-stack-starts-processes'],
  ['prisma/database.ts', "import { readConfig } from '../config.ts';", 'only-processes-read-settings'],
  ['api/app.ts', "import { until } from '../test/support/until.ts';", 'nothing-imports-test'],
])('%s may not say %s', (path, text, rule) => {
  expect(forbiddenImports([{ path, text }]).map((violation) => violation.rule)).toContain(rule);
});

test('every import rule is shown to fail', () => {
  const shown = readFileSync(join(projectRoot, 'test', 'architecture.test.ts'), 'utf8');
  for (const { name } of importRules) expect(shown).toContain(`'${name}'],`);
});

test.each([
  ['api/server.ts', "import { readConfig } from '../config.ts';"],
  ['activities/sweep.ts', "import { queueName } from '../workflows/ids.ts';"],
  ['workflows/guarantee.ts', "import type { Activities } from '../activities/index.ts';"],
  ['bin/stack/service-processes.ts', "import type { settings } from '../../config.ts';"],
  ['services/mailer.ts', "import { createTransport } from 'nodemailer';"],
])('%s may say %s', (path, text) => {
  expect(forbiddenImports([{ path, text }])).toEqual([]);
});

test.each([
  ['api/utils.ts', '/** What. */', 'names-say-what'],
  ['api/helpers/date.ts', '/** What. */', 'names-say-what'],
  ['api/app.ts', "import 'express';", 'files-say-what-for'],
  ['api/app.ts', `/** What. */${'\n'.repeat(251)}`, 'one-idea-a-file'],
  ['api/app.ts', `/** What. */ // ${['FIX', 'ME'].join('')}`, 'nothing-left-over'],
])('%s: a file that breaks a rule is found (%#)', (path, text, rule) => {
  expect(untidyFiles([{ path, text }])).toEqual([expect.objectContaining({ rule, path })]);
});

test('a refusal that no test names is found', () => {
  const tests = [{ path: 'test/a.test.ts', text: "expect(refusal).toBe('named-in-a-test')" }];
  expect(untestedRefusals(['named-in-a-test', 'forgotten'], tests)).toEqual(['forgotten']);
});

function sourcesBelow(folder: string): readonly SourceFile[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
    .filter((path) => !path.includes('/generated/'))
    .map(read);
}

function read(path: string): SourceFile {
  return { path, text: readFileSync(join(projectRoot, path), 'utf8') };
}
