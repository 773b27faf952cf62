/** What may be enclosed with an application: which files, under which names, how many, and until when. */
import type { z } from 'zod';
import { textField } from './fields.ts';
import type { RefusalName } from './refusals.ts';
import type { Stage } from './stages.ts';

export const attachmentMediaTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type AttachmentMediaType = (typeof attachmentMediaTypes)[number];

/** 20 MB a file, 20 files an application: a scanned contract fits, a film does not. */
export const maxAttachmentBytes = 20 * 1024 * 1024;
export const maxAttachments = 20;

const openings: readonly (readonly [AttachmentMediaType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** What the bytes themselves say they are, or null. Whatever the sender calls them, a reader opens them as this. */
export function mediaTypeOf(bytes: Uint8Array): AttachmentMediaType | null {
  const found = openings.find(([, opening]) => opening.every((byte, index) => bytes[index] === byte));
  return found?.[0] ?? null;
}

/** A file's name as the sender has it: one line of up to 200 characters, and no way out of a folder. */
export const fileNameField: z.ZodType<string, string> = textField('The name of the file, such as 契約書.pdf.').check(
  ({ value, issues }) => {
    const problem = fileNameProblem(value);
    if (problem !== null) issues.push({ code: 'custom', input: value, params: { refusal: problem }, message: problem });
  },
);

/** U+FFFD stands where an address was not UTF-8: nobody's file is called so. */
function fileNameProblem(name: string): RefusalName | null {
  if (name.includes('\uFFFD')) return 'text-must-be-printable';
  return /[/\\]/.test(name) || name === '.' || name === '..' ? 'file-name-must-be-plain' : null;
}

const extensions: Record<AttachmentMediaType, readonly [string, ...string[]]> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
};

/** The name that a reader saves the file under: one that opens it as what it is. */
export function savedName(fileName: string, mediaType: AttachmentMediaType): string {
  const usual = extensions[mediaType];
  const fits = usual.some((extension) => fileName.toLowerCase().endsWith(extension));
  return fits ? fileName : `${fileName}${usual[0]}`;
}

const openStages: readonly Stage[] = ['applied', 'awaiting-second-approval', 'returned'];

/**
 * Why an application takes no further file, or null. It takes them while one of its guarantees is still looked at: what was
 * decided stands on the papers that were there. Source: R-N10.
 */
export function attachmentRefusal(stages: readonly Stage[], attached: number): RefusalName | null {
  if (!stages.some((stage) => openStages.includes(stage))) return 'application-must-be-open-for-attachments';
  return attached >= maxAttachments ? 'attachments-must-be-few' : null;
}
