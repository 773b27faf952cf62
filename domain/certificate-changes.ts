/** What a revision says otherwise than another: line by line, as they print. Source: R-M10. */
import type { CertificateData } from './certificate.ts';
import { certificateLines } from './certificate-lines.ts';

export interface ChangedLine {
  readonly label: string;
  /** Null where the line was not there. */
  readonly before: string | null;
  /** Null where the line is gone. */
  readonly after: string | null;
}

/** The lines that differ, in the certificate's order; lines that are gone come last. */
export function changedLines(before: CertificateData, after: CertificateData): readonly ChangedLine[] {
  const was = new Map(certificateLines(before).map(({ label, value }) => [label, value]));
  const is = new Map(certificateLines(after).map(({ label, value }) => [label, value]));
  return [...new Set([...is.keys(), ...was.keys()])]
    .map((label) => ({ label, before: was.get(label) ?? null, after: is.get(label) ?? null }))
    .filter(({ before: old, after: now }) => old !== now);
}
