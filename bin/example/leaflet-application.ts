/** The leaflet's own case, as a contractor's program sends it. */
import { addDays, addMonths, type Day } from '../../domain/dates.ts';
import { samples } from '../../prisma/sample-registers.ts';

/**
 * One application, two guarantees, both electronic: contract signed today, works from tomorrow for eight months.
 * Source: leaflet; the example's values of the first issue.
 */
export function leafletApplication(today: Day) {
  const worksFromOn = addDays(today, 1);
  const shared = {
    form: 'electronic',
    feePayment: 'monthly-batch',
    feeBilledTo: '〇〇建設 株式会社',
    paperFeeStatement: false,
  };
  return {
    contract: {
      projectName: '●●●●工事',
      kind: 'works',
      authorityId: samples.authorityId,
      departmentId: samples.departmentId,
      beneficiaryTitle: '高根沢町長',
      amountYen: 50_000_000,
      worksFromOn,
      worksToOn: addDays(addMonths(worksFromOn, 8), -1),
      contractOn: today,
      contractDateIs: 'signed',
      prepaymentPlanned: true,
    },
    guarantees: [
      {
        ...shared,
        product: 'prepayment',
        amountYen: 20_000_000,
        depository: { bankBranchId: samples.bankBranchId },
        redeposit: false,
      },
      { ...shared, product: 'contract-guarantee', amountYen: 5_000_000 },
    ],
    delivery: {
      branchId: samples.branchId,
      completionMail: true,
      completionMailAddress: 'soumu@marumaru-kensetsu.example.jp',
      contactDepartment: '総務部',
      contactPerson: '見本 花子',
      contactTelephone: '028-000-9999',
    },
  };
}
