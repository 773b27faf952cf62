/** Enclosing papers by a page's form: each file is looked at, stored, and told about by its name. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { fileNameField, maxAttachmentBytes, maxAttachments, mediaTypeOf } from '../../domain/attachments.ts';
import { Refusal } from '../../domain/refusals.ts';
import type { EnclosedFile } from '../../prisma/draft-attachments.ts';
import { languageOf } from '../../web/language.ts';
import type { Translate } from '../../web/translations.ts';
import { readForm, type SentFormFile } from '../form-with-many-files.ts';
import { isOwnToken } from '../portal/forms.ts';
import { type DeskServices, languageCookie } from './desk-services.ts';
import { personIn } from './signed-in.ts';

/** A file that was not enclosed, as the page tells it. */
export interface PaperRefusal {
  readonly field: 'files';
  readonly sentence: string;
}

/**
 * Stores every file of the form that may be enclosed and gives it to `enclose`; the others are told by name. Where
 * nothing was chosen, that is told.
 *
 * Refuses: `form-must-be-from-this-page`, and whatever `enclose` does but for a file too many.
 */
export async function encloseFiles(
  services: DeskServices,
  request: Request,
  response: Response,
  enclose: (file: EnclosedFile) => Promise<void>,
): Promise<PaperRefusal[]> {
  const t = services.pages.translate[languageOf(request, languageCookie)];
  const refusals: PaperRefusal[] = [];
  let [isOwn, count] = [false, 0];
  await readForm(request, {
    maxFileBytes: maxAttachmentBytes,
    maxFiles: maxAttachments,
    text: (name, value) => {
      if (name === 'formToken') isOwn = isOwnToken(services.settings.sessionSecret, personIn(response), value);
    },
    file: async (sent) => {
      if (!isOwn) throw new Refusal('form-must-be-from-this-page'); // the token stands before the files
      count += 1;
      const sentence = await encloseOne(services, sent, t, enclose);
      if (sentence !== null) refusals.push({ field: 'files', sentence });
    },
  });
  if (!isOwn) throw new Refusal('form-must-be-from-this-page');
  return count > 0 ? refusals : [{ field: 'files', sentence: t('添付するファイルを選んでください。') }];
}

/** Why the file was not enclosed; null where it was. */
async function encloseOne(
  { store }: DeskServices,
  { name, bytes }: SentFormFile,
  t: Translate,
  enclose: (file: EnclosedFile) => Promise<void>,
): Promise<string | null> {
  if (bytes === null) return t('「{name}」は20MBを超えています。小さくするか、分けてから添付してください。', { name });
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === null) {
    return t('「{name}」は添付できません。PDF・PNG・JPEGのファイルを選んでください。', { name });
  }
  if (!fileNameField.safeParse(name).success) {
    return t('「{name}」は添付できません。ファイル名を200文字までの、記号のない名前にしてください。', { name });
  }
  const file = { fileName: name, mediaType, sizeBytes: bytes.length, sha256: sha256Of(bytes) };
  await store.put(bytes);
  try {
    await enclose(file);
  } catch (error) {
    if (!(error instanceof Refusal) || error.refusal !== 'attachments-must-be-few') throw error;
    return t('「{name}」は添付できませんでした。添付できるのは20件までです。', { name });
  }
  return null;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
