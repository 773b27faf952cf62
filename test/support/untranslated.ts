/** Japanese that a page in English still says of itself: what is left when everything that stands in tables is taken away. */
import type { Database as DSureDatabase } from '../../d-sure/database.ts';
import type { Database } from '../../prisma/database.ts';

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/** Every text of two characters or more in the tables, those in JSON too: names of firms, works, authorities, what people wrote. */
export async function textsInTables(db: Database | DSureDatabase): Promise<ReadonlySet<string>> {
  const ask = <Row>(sql: string) => (db as Database).$queryRawUnsafe<Row[]>(sql);
  const tables = await ask<{ name: string }>(
    `SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const texts = new Set<string>();
  for (const { name } of tables)
    for (const { row } of await ask<{ row: unknown }>(`SELECT to_jsonb(t) AS row FROM "${name}" t`))
      collect(row, texts);
  return texts;
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string' && japanese.test(value)) {
    for (const line of [value, ...value.split(/\r?\n/)]) if (line.trim().length > 1) texts.add(line.trim());
  }
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) collect(inner, texts);
}

/** What is Japanese in the page's words and in the attributes that are read to people, data and marked quotations aside. */
export function untranslated(html: string, data: ReadonlySet<string>): string[] {
  const page = html
    .replace(/<(script|style)\b.*?<\/\1>/gs, '')
    .replace(/<(\w+)\b[^>]*\blang="ja"[^>]*>.*?<\/\1>/gs, '');
  const attributes = [...page.matchAll(/\s(?:aria-label|placeholder|title|alt|data-label|data-confirm)="([^"]*)"/g)];
  const texts = [...page.replace(/<[^>]*>/g, '\u0000').split('\u0000'), ...attributes.map(([, text = '']) => text)];
  const longestFirst = [...data].sort((one, other) => other.length - one.length);
  return [...new Set(texts.map((text) => unescaped(text).trim()))].filter(
    (text) => japanese.test(text) && japanese.test(without(text, longestFirst)),
  );
}

function without(text: string, data: readonly string[]): string {
  return data.reduce((left, each) => left.replaceAll(each, ''), text);
}

function unescaped(html: string): string {
  return html
    .replace(/&#x([0-9A-F]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
