/** Pages: the words in the reader's language, values as text, static files that may be kept for ever. */
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import express from 'express';
import { openAssets } from '../../web/assets.ts';
import { createPages } from '../../web/pages.ts';
import { createTranslators } from '../../web/translations.ts';

const assets = openAssets();
const pages = createPages({ pages: join(import.meta.dirname, 'pages'), layout: 'layout' }, assets.address);
const values = { title: '見本', hostile: '<script>alert(1)</script>', savedAt: new Date('2026-04-01T03:00:00Z') };

test('a value is shown as text, whatever it looks like', () => {
  const html = pages.page('blocks', 'ja', values);
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(html).not.toContain('<script>alert');
});

test('days, instants and yen are written as Japanese people write them, and in English', () => {
  const japanese = pages.page('blocks', 'ja', values);
  const english = pages.page('blocks', 'en', values);
  for (const words of ['2026年4月1日（水）', '2026/04/01 12:00', '20,000,000円', '残り5日'])
    expect(japanese).toContain(words);
  for (const words of ['Wed, 1 Apr 2026', '¥20,000,000', 'Skip to the content']) expect(english).toContain(words);
});

test('a text without a translation shows Japanese, never a code', () => {
  expect(createTranslators().en('まだ訳のない文、{n}件', { n: 3 })).toBe('まだ訳のない文、3件');
});

test('no page carries a script or a style of its own', () => {
  expect(pages.page('blocks', 'ja', values)).not.toMatch(/<style|style="|<script>|\son\w+="/);
});

test('a static file is kept for ever under its digest, compressed, and is not there under another', async () => {
  const app = express().use('/assets', assets.serve);
  const server = app.listen(0);
  try {
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}`;
    const answer = await fetch(url + assets.address('screen.css'), { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(await answer.text()).toContain('--focus-ring');
    const other = assets.address('screen.css').replace(/[\w-]{16}/, 'A'.repeat(16));
    expect((await fetch(url + other)).status).toBe(404);
  } finally {
    server.close();
  }
});

test('a template that names a file that is not there is told at once', () => {
  expect(() => assets.address('nothing.css')).toThrow('There is no static file');
});
