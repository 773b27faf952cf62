/** The certificate's data as any surety company posts it: read strictly, for what is stored here is shown as it came. */
import { z } from 'zod';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { CertificateData } from '../domain/certificate.ts';
import { parseDay } from '../domain/dates.ts';
import { revisionKinds } from '../domain/guarantee.ts';
import { products } from '../domain/product.ts';

const text = z.string().max(2_000);
const day = z.string().refine((value) => parseDay(value) !== null);
const yen = z.int().min(0).max(999_999_999_999);

const schema = z.strictObject({
  schema: z.literal('hosho/certificate/1'),
  guaranteeNumber: text,
  revision: z.int(),
  revisionKind: z.enum(revisionKinds),
  product: z.enum(products),
  form: z.literal('electronic'),
  contractor: text,
  jointVentureName: text.nullable(),
  beneficiary: text,
  guaranteeAmountYen: yen,
  guaranteePeriod: z.strictObject({ from: day.nullable(), to: day }),
  worksKind: z.enum(['works', 'consulting']),
  projectName: text,
  contractAmountYen: yen,
  worksPeriod: z.strictObject({ from: day, to: day }),
  contractOn: day.nullable(),
  depository: text.nullable(),
  guaranteeSentence: text,
  surety: z.strictObject({ name: text, address: text, presidentTitle: text, presidentName: text }),
  branch: z.strictObject({ name: text, telephone: text, fax: text }),
  concludedOn: day,
});

/** The data in this JSON text, or null where it is not a certificate in its canonical form (RFC 8785). */
export function readCertificate(json: string): CertificateData | null {
  try {
    const value: unknown = JSON.parse(json);
    if (canonicalJson(value) !== json) return null;
    return schema.safeParse(value).success ? (value as CertificateData) : null;
  } catch {
    return null;
  }
}
