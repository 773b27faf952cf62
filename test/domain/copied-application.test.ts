import { expect, test } from '@jest/globals';
import { copiedApplication } from '../../domain/copied-application.ts';
import { buildExample } from '../support/cases.ts';

test('who, for whom and where to is copied; amounts, days, numbers and evidence are of one contract (R-N7)', () => {
  const { contract, ...rest } = buildExample(new Date('2026-04-01T03:00:00Z'));
  const own = { worksNumber: '第1号', electronicApprovalEvidence: '通知', lowBid: true, noticeOn: contract.contractOn };
  const copied = copiedApplication({ ...rest, contract: { ...contract, ...own } });
  expect(copied).toMatchObject({
    'contract.projectName': '●●●●工事',
    'contract.authorityId': 'takanezawa',
    'contract.beneficiaryTitle': '高根沢町長',
    'prepayment.chosen': 'yes',
    'prepayment.bankBranchId': 'sample-bank-xx',
    'contract-guarantee.chosen': 'yes',
    'delivery.branchId': 'tochigi',
    'delivery.contactTelephone': '028-000-9999',
  });
  expect(Object.keys(copied).filter((name) => /Yen|On$|Number$|lowBid|Evidence|DateIs|message/.test(name))).toEqual([]);
});
