import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import express from 'express';
import { type CsvCell, harmless, sendCsv } from '../../web/csv.ts';

test.each([
  '=1+1',
  '+81-28-000-0000',
  '-2+3',
  '@SUM(A1)',
  '＝1',
  '＋1',
  '－1',
  '＠A',
  '−1',
  '  =1',
  '\t=1',
  '\r=1',
  '\n=1',
  '\u202e=1',
  '\ufeff=1',
  '\t1',
])('%j is shown and not calculated', (cell) => {
  expect(harmless(cell).startsWith("'")).toBe(true);
});

test.each(['●●●●工事', '第3号 =橋', '31074-00001M', '令和8年4月1日', "'=1"])('%j stays as it is', (cell) => {
  expect(harmless(cell)).toBe(cell);
});

test('numbers are numbers, nothing is nothing', () => {
  expect([harmless(-5), harmless(20_000_000n), harmless(null)]).toEqual(['-5', '20000000', '']);
});

test('a file is what Excel reads: its mark, CRLF, quotes where they are needed', async () => {
  const cells = ['"引用", と改行\r\n次', '<script>', '𠮷野 😀', "=cmd|' /C calc'!A0"];
  async function* rows(): AsyncGenerator<CsvCell[]> {
    yield [...cells, 1n];
  }
  const app = express();
  app.get('/', (_request, response) =>
    sendCsv(response, { name: '一覧\r\nX: y', headings: ['a', 'b', 'c', 'd', 'e'], rows: rows() }),
  );
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  server.close();
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(answer.headers.get('x')).toBeNull();
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="list.csv"; filename*=UTF-8''${encodeURIComponent('一覧\r\nX: y.csv')}`,
  );
  expect(bytes.toString().split('\r\n')).toHaveLength(3);
  expect(parse(bytes, { bom: true })).toEqual([
    ['a', 'b', 'c', 'd', 'e'],
    ['"引用", と改行 次', '<script>', '𠮷野 😀', "'=cmd|' /C calc'!A0", '1'],
  ]);
});
