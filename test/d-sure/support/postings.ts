/** Postings as a surety company's program makes them, and the program itself: plain fetch. */

import { sha256 } from '../../../d-sure/sha256.ts';
import { canonicalJson } from '../../../domain/canonical-json.ts';
import { suretyToken } from './house.ts';

const data = {
  schema: 'hosho/certificate/1',
  guaranteeNumber: '31074-00001M',
  revision: 1,
  revisionKind: 'new',
  product: 'prepayment',
  form: 'electronic',
  contractor: '〇〇建設 株式会社',
  jointVentureName: null,
  beneficiary: '高根沢町長',
  guaranteeAmountYen: 20_000_000,
  guaranteePeriod: { from: null, to: '2026-12-01' },
  worksKind: 'works',
  projectName: '●●●●工事',
  contractAmountYen: 50_000_000,
  worksPeriod: { from: '2026-04-02', to: '2026-12-01' },
  contractOn: '2026-04-01',
  depository: '〇〇銀行 ××支店',
  guaranteeSentence: '当社は、前払金保証約款に基づき上記のとおり保証契約を締結し、その責に任じます。',
  surety: {
    name: 'みらい建設保証 株式会社',
    address: '東京都中央区見本町1丁目1番1号',
    presidentTitle: '取締役社長',
    presidentName: '保証 太郎',
  },
  branch: { name: '栃木支店', telephone: '028-000-0000', fax: '028-000-0001' },
  concludedOn: '2026-04-01',
};

export type Posted = ReturnType<typeof buildPosting>;

/** A posting of the leaflet's case; `fields` of its certificate and the file's text may differ. */
export function buildPosting(guaranteeNumber: string, fields: Partial<typeof data> = {}, text = 'one page') {
  const certificate = canonicalJson({ ...data, guaranteeNumber, ...fields });
  const file = Buffer.from(`%PDF-1.7\n${text}\n%%EOF\n`);
  const body = {
    certificate,
    certificateDigest: sha256(certificate),
    file: file.toString('base64'),
    fileDigest: sha256(file),
  };
  return { guaranteeNumber, revision: fields.revision ?? 1, file, body };
}

export async function put(url: string, path: string, body: unknown, token = suretyToken) {
  const response = await fetch(new URL(path, url), {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  });
  return answerOf(response);
}

export async function get(url: string, path: string, token = suretyToken) {
  return answerOf(await fetch(new URL(path, url), { headers: { authorization: `Bearer ${token}` } }));
}

export function post(url: string, { guaranteeNumber, revision, body }: Posted, token = suretyToken) {
  return put(url, `/api/certificates/${guaranteeNumber}/revisions/${revision}`, body, token);
}

export function putKey(url: string, guaranteeNumber: string, key: string, more: object = {}, token = suretyToken) {
  return put(url, `/api/certificates/${guaranteeNumber}/key`, { key, ...more }, token);
}

/** Posts the case and puts its key. */
export async function createPosting(url: string, guaranteeNumber: string, key: string): Promise<Posted> {
  const posting = buildPosting(guaranteeNumber);
  await post(url, posting);
  await putKey(url, guaranteeNumber, key);
  return posting;
}

async function answerOf(response: Response) {
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came; the tests say what it must be
    json: JSON.parse(await response.text()) as any,
  };
}
