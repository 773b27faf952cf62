import { expect, test } from '@jest/globals';
import {
  fillSubmissionText,
  type SubmissionProfile,
  submissionProfileFor,
  submissionTokens,
  unknownTokens,
} from '../../domain/submission-profile.ts';

const values = {
  worksNumber: '第12号',
  projectName: '町道改良工事',
  specificationNumber: null,
  contractor: '〇〇建設 株式会社',
  productName: '契約保証',
  procurementNumber: null,
};

test.each([
  ['【電子保証】{worksNumber}{projectName}', '【電子保証】第12号町道改良工事'],
  ['【請求関係書類】{worksNumber}{projectName}', '【請求関係書類】第12号町道改良工事'],
  ['{productName} {worksNumber} {contractor}', '契約保証 第12号 〇〇建設 株式会社'],
  ['【前払金書類】{procurementNumber}{worksNumber}', '【前払金書類】第12号'],
  ['{projectName}\n{projectName}', '町道改良工事\n町道改良工事'],
  ['電子保証(認証キー)', '電子保証(認証キー)'],
])('%j is filled in as %j', (template, filled) => {
  expect(fillSubmissionText(template, values)).toBe(filled);
});

test('a value that looks like a token or a pattern stays as it is', () => {
  const odd = { ...values, projectName: '{contractor} $& $1 {worksNumber}' };
  expect(fillSubmissionText('{projectName}', odd)).toBe('{contractor} $& $1 {worksNumber}');
});

test('a token nobody knows is found before a contractor sees it', () => {
  expect(unknownTokens('{worksNumber}{wroksNumber}{constructor}{}')).toEqual(['wroksNumber', 'constructor', '']);
  expect(unknownTokens(submissionTokens.map((token) => `{${token}}`).join(''))).toEqual([]);
  expect(fillSubmissionText('{constructor}{toString}', values)).toBe('{constructor}{toString}');
});

function buildProfile(recipient: string, own: Partial<SubmissionProfile> = {}): SubmissionProfile {
  return {
    authorityId: 'takanezawa',
    departmentId: null,
    product: null,
    revisionKind: null,
    channel: 'email',
    recipient,
    subjectTemplate: null,
    bodyTemplate: null,
    attachments: [],
    callToConfirm: false,
    beforeContract: false,
    sendOnBehalf: false,
    ...own,
  };
}

test('the profile that fits best is taken: department, then product, then revision kind (R-C8)', () => {
  const profiles = [
    buildProfile('町'),
    buildProfile('新規', { revisionKind: 'new' }),
    buildProfile('契約保証', { product: 'contract-guarantee' }),
    buildProfile('契約保証の変更', { product: 'contract-guarantee', revisionKind: 'amendment' }),
    buildProfile('水道課', { departmentId: 'water' }),
    buildProfile('よその市', { authorityId: 'elsewhere', product: 'prepayment', revisionKind: 'new' }),
  ];
  const asked = { authorityId: 'takanezawa', departmentId: null, product: 'prepayment', revisionKind: 'new' } as const;
  const recipient = (own: Partial<Parameters<typeof submissionProfileFor>[1]>) =>
    submissionProfileFor(profiles, { ...asked, ...own })?.recipient;
  expect(recipient({})).toBe('新規');
  expect(recipient({ revisionKind: 'correction' })).toBe('町');
  expect(recipient({ product: 'contract-guarantee' })).toBe('契約保証');
  expect(recipient({ product: 'contract-guarantee', revisionKind: 'amendment' })).toBe('契約保証の変更');
  expect(recipient({ departmentId: 'water', product: 'contract-guarantee' })).toBe('水道課');
  expect(recipient({ authorityId: 'nowhere' })).toBeUndefined();
});
