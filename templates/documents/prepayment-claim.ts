/** What the template of a 前払金請求書 shows: who claims how much of whom, under which guarantee, and who answers the telephone. */
import { labels } from '../../domain/certificate-lines.ts';
import { eraDate } from '../../domain/eras.ts';
import { accountKindNames, type ClaimContent, type ClaimEntries } from '../../domain/prepayment-claim.ts';
import { productNames } from '../../domain/product.ts';
import { claimTitle } from '../../domain/submission-set.ts';
import { yenText } from '../../domain/yen.ts';

/** The lines of a claim. A day or an account that is not known stays open to be written by hand. Source: R-C7, C22, R-U1. */
export function prepaymentClaimValues({
  certificate,
  contractorAddress,
  claimedYen,
  claimedOn,
  entries,
}: ClaimContent) {
  const { guaranteeNumber, product, worksKind, jointVentureName, contractor, contractOn } = certificate;
  const label = labels(product, worksKind);
  return {
    title: `${claimTitle(product)} ${guaranteeNumber}`,
    heading: claimTitle(product),
    claimedOn: eraDate(claimedOn),
    beneficiary: certificate.beneficiary,
    contractor: {
      address: contractorAddress,
      name: jointVentureName === null ? contractor : `${jointVentureName}　代表者 ${contractor}`,
      representative: entries.representative,
    },
    amountLabel: '請求金額',
    claimedText: yenText(claimedYen),
    rows: [
      { label: label.projectName, value: certificate.projectName },
      { label: '請負金額', value: yenText(certificate.contractAmountYen) },
      { label: label.contractOn, value: contractOn === null ? openDay : eraDate(contractOn) },
      { label: '商品（保証区分）', value: productNames[product] },
      { label: label.guaranteeNumber, value: guaranteeNumber },
      { label: '保証契約日', value: eraDate(certificate.concludedOn) },
      { label: '保証金額', value: yenText(certificate.guaranteeAmountYen) },
    ],
    account: accountLines(certificate.depository, entries),
    people: [
      { label: '発行責任者', value: `${entries.responsiblePerson}　電話 ${entries.responsibleTelephone}` },
      { label: '担当者', value: `${entries.officer}　電話 ${entries.officerTelephone}` },
    ],
    surety: certificate.surety,
    footer: `保証契約番号 ${guaranteeNumber}`,
  };
}

const openDay = '令和　　　年　　　月　　　日';

function accountLines(depository: string | null, { accountKind, accountNumber, accountHolder }: ClaimEntries) {
  return [
    { label: '金融機関', value: depository ?? '' },
    { label: '預金の種別', value: accountKindNames[accountKind] },
    { label: '口座番号', value: accountNumber ?? '' },
    { label: '口座名義', value: accountHolder ?? '' },
  ];
}
