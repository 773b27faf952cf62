/** Puts a file into a PDF of ours by an incremental update: Chromium's bytes stay as they are, ours follow them. */

export interface PdfAttachment {
  /** Plain letters, such as certificate.json. */
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

/** The PDF is not of the plain kind that our printer writes: one classic cross-reference table, one plain catalog. */
export class PdfMustBePlain extends Error {
  constructor(reason: string) {
    super(`This PDF is not as plain as our printer writes them: ${reason}.`);
    this.name = 'PdfMustBePlain';
  }
}

/**
 * The PDF with the file embedded, as the source of what the pages say (associated file, PDF 2.0 and PDF/A-3). Strict on
 * purpose, and quick: only the end of the file and its catalog are read. Throws PdfMustBePlain for anything else.
 */
export function attachToPdf(pdf: Uint8Array, attachment: PdfAttachment): Uint8Array {
  if (!/^[\w.-]+$/.test(attachment.name)) throw new RangeError('an attachment has a plain name');
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const end = readEnd(bytes);
  const catalog = readCatalog(bytes, end);
  const [file, specification] = [end.size, end.size + 1];

  const update = new Update(bytes);
  update.add(
    end.root,
    `<<${catalog}\n/Version /1.7\n/AF [${specification} 0 R]\n${names(attachment.name, specification)}>>`,
  );
  update.add(file, embeddedFile(attachment));
  update.add(
    specification,
    `<</Type /Filespec /F (${attachment.name}) /UF (${attachment.name}) /Desc ${hexText(attachment.description)} ` +
      `/AFRelationship /Source /EF <</F ${file} 0 R /UF ${file} 0 R>>>>`,
  );
  return update.finish(end);
}

interface End {
  readonly startXref: number;
  readonly size: number;
  readonly root: number;
  /** The trailer's other entries, which the new trailer repeats. */
  readonly kept: string;
}

/** The one cross-reference table and its trailer, as Skia writes them. */
function readEnd(bytes: Buffer): End {
  const startXref = Number(/startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(bytes.toString('latin1', bytes.length - 64))?.[1]);
  const table = bytes.toString('latin1', startXref || bytes.length);
  const trailer =
    /\ntrailer\s*<<\s*\/Size (\d+)\s*\/Root (\d+) 0 R\s*((?:\/Info \d+ 0 R\s*)?(?:\/ID \[[^\]]*\]\s*)?)>>\s*startxref/.exec(
      table,
    );
  const size = Number(trailer?.[1]);
  if (trailer === null || !table.startsWith(`xref\n0 ${size}\n`)) {
    throw new PdfMustBePlain('it does not end with a single classic cross-reference table');
  }
  return { startXref, size, root: Number(trailer[2]), kept: (trailer[3] ?? '').trim() };
}

/** What stands between the catalog's brackets. */
function readCatalog(bytes: Buffer, { startXref, size, root }: End): string {
  const row = startXref + `xref\n0 ${size}\n`.length + root * 20;
  const offset = /^(\d{10}) 00000 n/.exec(bytes.toString('latin1', row, row + 20))?.[1];
  const at = Number(offset ?? bytes.length);
  const found = bytes.toString('latin1', at, at + 4_096); // a catalog is a few hundred bytes
  const catalog = found.slice(0, found.indexOf('\nendobj'));
  const inside = new RegExp(`^${root} 0 obj\\s*<<([^]*)>>$`).exec(catalog)?.[1];
  if (inside === undefined || !inside.includes('/Type /Catalog')) throw new PdfMustBePlain('it has no plain catalog');
  if (/\/(?:Names|AF|Version)\b/.test(inside)) throw new PdfMustBePlain('its catalog already names files or a version');
  return inside;
}

function names(name: string, specification: number): string {
  return `/Names <</EmbeddedFiles <</Names [(${name}) ${specification} 0 R]>>>>`;
}

function embeddedFile({ bytes, mediaType }: PdfAttachment): Buffer {
  const subtype = mediaType.replaceAll(
    /[^\w.+-]/g,
    (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  const head = `<</Type /EmbeddedFile /Subtype /${subtype} /Length ${bytes.length} /Params <</Size ${bytes.length}>>>> stream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.from('\nendstream', 'latin1')]);
}

/** A text of any script as PDF has it: UTF-16, big end first, with its mark. */
function hexText(text: string): string {
  return `<${Buffer.from(`\ufeff${text}`, 'utf16le').swap16().toString('hex')}>`;
}

/** Objects that follow the old bytes, and the table that finds them. */
class Update {
  readonly #parts: Buffer[];
  readonly #offsets = new Map<number, number>();
  #length: number;

  constructor(original: Buffer) {
    const gap = Buffer.from('\n', 'latin1');
    this.#parts = [original, gap];
    this.#length = original.length + gap.length;
  }

  add(object: number, content: string | Buffer): void {
    this.#offsets.set(object, this.#length);
    this.#append(`${object} 0 obj\n`, content, '\nendobj\n');
  }

  finish({ startXref, size, root, kept }: End): Uint8Array {
    const start = this.#length;
    const rows = [...this.#offsets].sort(([a], [b]) => a - b);
    const table = rows
      .map(([object, offset]) => `${object} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
      .join('');
    const trailer = `<</Size ${Math.max(size, ...rows.map(([object]) => object + 1))}\n/Root ${root} 0 R\n${kept}\n/Prev ${startXref}>>`;
    this.#append(`xref\n${table}trailer\n${trailer}\nstartxref\n${start}\n%%EOF\n`);
    return Buffer.concat(this.#parts);
  }

  #append(...contents: (string | Buffer)[]): void {
    for (const content of contents) {
      const part = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
      this.#parts.push(part);
      this.#length += part.length;
    }
  }
}
