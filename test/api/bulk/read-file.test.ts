/** CSV files as spreadsheets write them, and as nobody should. */
import { expect, test } from '@jest/globals';
import { maxBulkBytes, readBulkFile, shownFileName } from '../../../api/bulk/read-file.ts';
import { shiftJis } from '../../../api/bulk/shift-jis.ts';

const refusalOf = (bytes: Uint8Array) => {
  const read = readBulkFile(bytes);
  return 'refusal' in read ? [read.refusal.name, read.refusal.line] : null;
};

test.each([
  ['UTF-8', Buffer.from('管理番号,工事名\r\n1,〇〇橋①工事\r\n')],
  ['UTF-8 with its mark', Buffer.from('\uFEFF管理番号,工事名\n1,〇〇橋①工事\n')],
  ['Shift_JIS', shiftJis('管理番号,工事名\r\n1,〇〇橋①工事\r\n')],
])('%s is told by the bytes themselves', (_name, bytes) => {
  expect(readBulkFile(bytes)).toEqual({
    rows: [
      ['管理番号', '工事名'],
      ['1', '〇〇橋①工事'],
    ],
  });
});

test('Shift_JIS is written as Windows reads it, and what it does not have is not written as something else', () => {
  expect(shiftJis('あｱ～髙A')).toEqual(Buffer.from([0x82, 0xa0, 0xb1, 0x81, 0x60, 0xfb, 0xfc, 0x41]));
  expect(() => shiftJis('𠮷')).toThrow(RangeError);
});

test('a row with line breaks in a cell is one row, and empty rows keep the count', () => {
  expect(readBulkFile(Buffer.from('a,b\r\n"1\n2",3\r\n\r\n4,5'))).toEqual({
    rows: [['a', 'b'], ['1\n2', '3'], [''], ['4', '5']],
  });
});

test.each([
  ['bulk-file-must-be-given', null, Buffer.alloc(0)],
  ['bulk-file-must-be-small-enough', null, Buffer.alloc(maxBulkBytes + 1, 0x20)],
  ['bulk-file-must-be-of-a-known-encoding', 2, Buffer.from([0x61, 0x0a, 0xff, 0xfe, 0x0a])],
  ['bulk-file-must-be-of-a-known-encoding', 3, Buffer.concat([Buffer.from('あ\nい\n'), Buffer.from([0x82, 0x0a])])],
  ['bulk-file-must-be-readable-csv', 2, Buffer.from('a,b\r\n1,"2\r\n3,4')],
  ['bulk-file-must-be-readable-csv', 2, Buffer.from('a,b\r\n1,2"3\r\n')],
  ['bulk-line-must-be-short-enough', 2, Buffer.from(`a,b\r\n1,${'x'.repeat(100_000)}\r\n`)],
])('%s (row %s)', (name, line, bytes) => {
  expect(refusalOf(bytes)).toEqual([name, line]);
});

test('a file’s name is shown without its path and without what nobody can see', () => {
  expect(shownFileName('C:\\秘密\\申\u202E込\r\n.csv')).toBe('申込.csv');
  expect(shownFileName('\0')).toBe('CSV');
});
