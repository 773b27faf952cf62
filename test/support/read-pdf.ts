/** A printed document as a reader sees it: text, fonts, attachments, title. Read with pdf.js, which shares no code with what writes it. */
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPdf {
  readonly title: string;
  readonly language: string | null;
  readonly tagged: boolean;
  readonly pages: readonly string[];
  /** All pages, without white space: lines that were wrapped read as one. */
  readonly text: string;
  readonly attachments: ReadonlyMap<string, Uint8Array>;
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false });
  const pdf = await task.promise;
  try {
    const { info } = (await pdf.getMetadata()) as { info: { Title?: string; Language?: string } };
    const pages: string[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
    }
    return {
      title: info.Title ?? '',
      language: info.Language ?? null,
      tagged: ((await pdf.getMarkInfo()) as unknown as ReadonlyMap<string, boolean> | null)?.get('Marked') === true,
      pages,
      text: withoutSpaces(pages.join('')),
      attachments: await attachmentsOf(pdf),
    };
  } finally {
    await task.destroy();
  }
}

/** The kinds of font in the file, by what the file itself says of them: Type0, CIDFontType2, Type3 … */
export function fontKinds(bytes: Uint8Array): ReadonlySet<string> {
  const text = Buffer.from(bytes).toString('latin1');
  return new Set(text.match(/(?<=\/Subtype \/)(?:Type[0-3]|TrueType|CIDFontType[02])\b/g));
}

export function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}

async function attachmentsOf(pdf: PDFDocumentProxy): Promise<ReadonlyMap<string, Uint8Array>> {
  const attachments = new Map<string, Uint8Array>();
  for (const [id, { filename }] of (await pdf.getAttachments()) ?? []) {
    const content = await pdf.getAttachmentContent(id);
    if (content instanceof Uint8Array) attachments.set(filename, content);
  }
  return attachments;
}
