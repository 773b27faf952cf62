/** What a contractor hands to the authority: by the authority's own way, or in words that any authority understands. */
import { expect, test } from '@jest/globals';
import type { SubmissionProfile } from '../../domain/submission-profile.ts';
import { type SubmissionFacts, submissionSet } from '../../domain/submission-set.ts';

const facts: SubmissionFacts = {
  guaranteeNumber: '31074-00001M',
  product: 'prepayment',
  revisionKind: 'new',
  contractor: '〇〇建設 株式会社',
  authority: { id: 'takanezawa', name: '高根沢町', departmentId: null },
  projectName: '●●●●工事',
  worksNumber: '第12号',
  specificationNumber: null,
  procurementNumber: null,
  claim: 'none',
};
const profile: SubmissionProfile = {
  authorityId: 'takanezawa',
  departmentId: null,
  product: 'prepayment',
  revisionKind: null,
  channel: 'email',
  recipient: 'soumu@takanezawa.example.jp',
  subjectTemplate: '【請求関係書類】{worksNumber}{projectName}',
  bodyTemplate: '{contractor}です。\n{productName}の書類です。',
  attachments: [],
  callToConfirm: true,
  beforeContract: false,
  sendOnBehalf: false,
};

test('the authority’s own way gives channel, recipient, subject and words', () => {
  expect(submissionSet(facts, [profile])).toMatchObject({
    channel: 'email',
    recipient: 'soumu@takanezawa.example.jp',
    subject: '【請求関係書類】第12号●●●●工事',
    body: '〇〇建設 株式会社です。\n前払金保証の書類です。',
    callToConfirm: true,
    beforeContract: false,
  });
});

test('without a way of the authority the set says what it is, and names no recipient', () => {
  const set = submissionSet(facts, [{ ...profile, authorityId: 'elsewhere' }]);
  expect(set).toMatchObject({ channel: null, recipient: null, subject: '【電子保証】●●●●工事 前払金保証' });
  expect(set.body).toContain('「認証キーのお知らせ」をお送りします');
});

test.each([
  ['prepayment', false],
  ['contract-guarantee', true],
] as const)('without a way, a %s goes before the construction contract: %s', (product, beforeContract) => {
  expect(submissionSet({ ...facts, product }, []).beforeContract).toBe(beforeContract);
});

test('files are named by product and number', () => {
  expect(submissionSet(facts, [profile])).toMatchObject({
    keyNoticeName: '認証キーのお知らせ_前払金保証_31074-00001M.pdf',
    zipName: '提出セット_前払金保証_31074-00001M.zip',
    mailName: '提出メール_前払金保証_31074-00001M.eml',
  });
});

test.each(['工事\r\nBcc: thief@example.jp', '工事\u0000\u0007', '工事\u2028\t名'])(
  'a project’s name never breaks the subject’s line (%j)',
  (projectName) => {
    const { subject } = submissionSet({ ...facts, projectName }, [profile]);
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(subject).toContain('工事');
  },
);

test('the usual words name the papers that are in the set, and a midterm prepayment’s claim has its own name', () => {
  expect(submissionSet(facts, []).body).toContain('「認証キーのお知らせ」をお送りします');
  const withClaim = submissionSet({ ...facts, claim: 'ready' }, []);
  expect(withClaim.body).toContain('「認証キーのお知らせ」と請求書をお送りします');
  expect(withClaim.claimName).toBe('前払金請求書_31074-00001M.pdf');
  const midterm = submissionSet({ ...facts, product: 'midterm-prepayment', claim: 'ready' }, []);
  expect(midterm.claimName).toBe('中間前払金請求書_31074-00001M.pdf');
});
