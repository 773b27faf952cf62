import { describe, expect, test } from '@jest/globals';
import { attachmentRefusal, maxAttachments, mediaTypeOf, savedName } from '../../domain/attachments.ts';
import { type Stage, stageNames } from '../../domain/stages.ts';

test.each([
  ['255044462d312e37', 'application/pdf'],
  ['89504e470d0a1a0a00', 'image/png'],
  ['ffd8ffdb', 'image/jpeg'],
  ['89504e470d0a1a', null],
  ['ffd8', null],
  ['504b0304', null],
  ['', null],
])('the bytes %s are %s', (hex, mediaType) => {
  expect(mediaTypeOf(Buffer.from(hex, 'hex'))).toBe(mediaType);
});

test.each([
  ['契約書.pdf', 'application/pdf', '契約書.pdf'],
  ['写真.JPEG', 'image/jpeg', '写真.JPEG'],
  ['写真.jpg', 'image/jpeg', '写真.jpg'],
  ['契約書', 'application/pdf', '契約書.pdf'],
  ['図.pdf', 'image/png', '図.pdf.png'],
] as const)('%s of %s is saved as %s', (fileName, mediaType, saved) => {
  expect(savedName(fileName, mediaType)).toBe(saved);
});

describe('files are taken while a guarantee is still looked at (R-N10)', () => {
  const open: readonly Stage[] = ['applied', 'awaiting-second-approval', 'returned'];

  test.each(stageNames)('%s', (stage) => {
    const refusal = open.includes(stage) ? null : 'application-must-be-open-for-attachments';
    expect(attachmentRefusal([stage], 0)).toBe(refusal);
    expect(attachmentRefusal(['withdrawn', stage], 0)).toBe(refusal);
  });

  test('up to twenty: attachments-must-be-few', () => {
    expect(attachmentRefusal(['applied'], maxAttachments - 1)).toBeNull();
    expect(attachmentRefusal(['applied'], maxAttachments)).toBe('attachments-must-be-few');
    expect(attachmentRefusal(['posted'], maxAttachments)).toBe('application-must-be-open-for-attachments');
  });
});
