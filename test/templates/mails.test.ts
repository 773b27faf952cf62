import { expect, test } from '@jest/globals';
import { day } from '../../domain/dates.ts';
import { yen } from '../../domain/yen.ts';
import { type MailKind, type MailValues, renderMail } from '../../templates/render.ts';

const every = {
  contractor: '〇〇建設 株式会社',
  product: 'prepayment' as const,
  worksKind: 'works' as const,
  projectName: '●●●●工事',
  url: 'https://net-desk.example.jp/guarantees/1',
  service: 'インターネット保証サービス',
  surety: { name: 'みらい建設保証 株式会社' },
  branch: { name: '栃木支店', telephone: '028-000-0000', fax: '028-000-0001' },
};
const guaranteeNumber = '31074-00001M';
const beneficiary = '高根沢町長';
const mails: { [Kind in MailKind]: { values: MailValues[Kind]; subject: string; says: string[] } } = {
  completion: {
    values: { ...every, guaranteeNumber, beneficiary },
    subject: '電子保証（認証キー）発行完了のお知らせ',
    says: [guaranteeNumber, '高根沢町長 様', '「認証キーのお知らせ」を発注者様にご提出ください'],
  },
  returned: {
    values: { ...every, reason: '請負金額をご確認ください。' },
    subject: '保証申込の内容についてのお願い（差戻し）',
    says: ['請負金額をご確認ください。', 'もう一度送信してください'],
  },
  'paper-asked': {
    values: { ...every, reason: '指名通知書の写し' },
    subject: '保証申込の書類の追加のお願い',
    says: ['指名通知書の写し', '申込を作り直す必要はありません'],
  },
  declined: {
    values: { ...every, reason: '引受の範囲を超えています。' },
    subject: '保証申込の審査結果のお知らせ',
    says: ['引受の範囲を超えています。', '担当までお電話ください'],
  },
  'fee-due': {
    values: { ...every, feeYen: yen(39_400), dueOn: day('2026-04-08') },
    subject: '保証料お支払いのお願い',
    says: ['39,400円', '2026年4月8日（水）', '入金を確認しだい、保証証書を発行します'],
  },
  'correction-asked': {
    values: { ...every, guaranteeNumber, beneficiary, reason: '工期の終わりが契約書と違います。' },
    subject: '発注者様からの補正のご依頼について',
    says: ['工期の終わりが契約書と違います。', '訂正をお申し込みいただけます'],
  },
  'submission-due': {
    values: { ...every, guaranteeNumber, beneficiary, contractOn: day('2026-04-10') },
    subject: '発注者様へのご提出はお済みですか（請負契約日 2026年4月10日（金））',
    says: [guaranteeNumber, '高根沢町長 様', '「提出しました」を押してください'],
  },
};
const kinds = Object.keys(mails) as MailKind[];

test.each(kinds)('the %s mail names product, project, what to do next, where, and whom to ask', (kind) => {
  const { values, subject, says } = mails[kind];
  const mail = renderMail(kind, values);
  expect(mail.subject).toBe(subject);
  const always = ['〇〇建設 株式会社 御中', '前払金保証', '●●●●工事', every.url, '栃木支店', '028-000-0000'];
  for (const part of [...always, ...says]) expect(mail.body).toContain(part);
  expect(mail.body).not.toMatch(/\{\{|\}\}|undefined|null/);
});

test('a mail is plain text: names stand in it as they were written', () => {
  const { body } = renderMail('returned', {
    ...mails.returned.values,
    contractor: 'A&B <建設>',
  } as MailValues['returned']);
  expect(body).toContain('A&B <建設> 御中');
});

test('a fee without a day has no line for it', () => {
  const { body } = renderMail('fee-due', { ...every, feeYen: yen(39_400), dueOn: null });
  expect(body).not.toContain('お支払期限');
});
