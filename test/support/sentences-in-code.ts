/** Japanese sentences that stand in the code itself, as patterns: `{}` where a value is filled in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from '@swc/core';
import { projectRoot } from '../../bin/stack/project-root.ts';

export interface SentenceInCode {
  readonly path: string;
  readonly pattern: string;
}

/** A sentence ends in 。 somewhere; shorter words are labels, which the pages themselves are looked over for. */
export function sentencesIn(folders: readonly string[]): readonly SentenceInCode[] {
  return folders
    .flatMap((folder) => readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('generated'))
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) =>
      textsOf(readFileSync(path, 'utf8'))
        .filter((text) => /。/.test(text) && /\p{Script=Hiragana}/u.test(text))
        .map((text) => ({ path: relative(projectRoot, path), pattern: withoutNames(text) })),
    );
}

/** Names of values do not matter where sentences are compared. */
export function withoutNames(pattern: string): string {
  return pattern.replace(/\{\w*\}/g, '{}');
}

/** Every text of the source: between quotes, and between backticks with `{}` for what is put in. */
export function textsOf(source: string): string[] {
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, value, quasis } = node as { type?: string; value?: unknown; quasis?: { cooked?: string }[] };
    if (type === 'StringLiteral' && typeof value === 'string') texts.push(value);
    if (type === 'TemplateLiteral') texts.push((quasis ?? []).map(({ cooked }) => cooked ?? '').join('{}'));
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(parseSync(source, { syntax: 'typescript', target: 'es2024' }).body);
  return texts;
}
