import { describe, expect, test } from '@jest/globals';
import { attachToPdf, PdfMustBePlain } from '../../services/pdf-attachment.ts';
import { openPdfPrinter } from '../../services/pdf-printer.ts';
import { chromiumSettings } from '../support/chromium-settings.ts';
import { readPdf } from '../support/read-pdf.ts';

const attachment = {
  name: 'certificate.json',
  mediaType: 'application/json',
  description: '電子証書の内容（JSON）',
  bytes: Buffer.from(JSON.stringify({ contractor: '髙﨑建設', note: 'endobj endstream %%EOF\r\n' })),
};

const printer = await openPdfPrinter({ ...chromiumSettings, pages: 1 });
const printed = await printer.print({
  html: '<head><title>証書</title><style>@page{size:A4} p{break-after:page}</style></head><body><p>一<p>二</body>',
});
await printer.close();

describe('an attachment', () => {
  test('comes out byte for byte, and the pages, title and language stay', async () => {
    const pdf = await readPdf(attachToPdf(printed, attachment));
    expect(Buffer.from(pdf.attachments.get('certificate.json') ?? []).equals(attachment.bytes)).toBe(true);
    expect(pdf).toMatchObject({ title: '証書', language: 'ja', tagged: true, pages: (await readPdf(printed)).pages });
  });

  test('follows the printed bytes and changes none of them', () => {
    const attached = Buffer.from(attachToPdf(printed, attachment));
    expect(attached.subarray(0, printed.length).equals(Buffer.from(printed))).toBe(true);
    const after = attached.subarray(printed.length).toString('latin1');
    expect(after).toContain('/AFRelationship /Source');
    expect(after).toContain('/Subtype /application#2fjson');
  });

  test('the table of the update finds each object at its place', () => {
    const attached = Buffer.from(attachToPdf(printed, attachment)).toString('latin1');
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(attached)?.[1]);
    const rows = [...attached.slice(start).matchAll(/(\d+) 1\n(\d{10}) 00000 n \n/g)];
    expect(rows).toHaveLength(3);
    for (const [, object, offset] of rows)
      expect(attached.slice(Number(offset))).toMatch(new RegExp(`^${object} 0 obj\n`));
  });
});

describe('a PDF that is not as our printer writes them is refused by name', () => {
  const text = Buffer.from(printed).toString('latin1');
  test.each([
    ['no PDF at all', 'hello'],
    ['nothing', ''],
    ['one cut short', text.slice(0, -20)],
    ['one that was updated before', Buffer.from(attachToPdf(printed, attachment)).toString('latin1')],
    ['one that is encrypted', text.replace('/Info ', '/Encrypt 3 0 R\n/Info ')],
    ['one whose catalog names files already', text.replace('/Lang (ja)', '/AF [1 0 R]')],
    ['one whose table points elsewhere', text.replace(/\d{10}(?= 00000 n)/g, '0000000000')],
  ])('%s', (_, content) => {
    expect(() => attachToPdf(Buffer.from(content, 'latin1'), attachment)).toThrow(PdfMustBePlain);
  });

  test('a name that would need quoting is a mistake of ours', () => {
    expect(() => attachToPdf(printed, { ...attachment, name: 'a) /JS (x' })).toThrow(RangeError);
  });
});
