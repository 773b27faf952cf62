/** What a history may not hold: every name, address, number, key, reason and amount that the tables hold of the cases. */
import { keyContext } from '../../../domain/sealing.ts';
import type { RunningService } from '../../support/running-service.ts';
import { reasons } from './stories.ts';

/** How each thing would be recognised: words as they stand, amounts in every spelling. */
export async function secretsOf(service: RunningService): Promise<readonly RegExp[]> {
  const [words, amounts] = await Promise.all([wordsIn(service), amountsIn(service)]);
  return [...new Set(words)].map(word).concat([...new Set(amounts)].flatMap(spellings));
}

/** The secrets that these texts hold, by their patterns. */
export function foundIn(texts: readonly string[], secrets: readonly RegExp[]): string[] {
  const all = texts.join('\n');
  return secrets.filter((secret) => secret.test(all)).map(String);
}

async function wordsIn({ owner, services }: RunningService): Promise<string[]> {
  const sendings = await owner.sending.findMany();
  const [contracts, contractors, users, authorities, banks, applications, branches, sureties, keys, guarantees, mails] =
    await Promise.all([
      owner.constructionContract.findMany(),
      owner.contractor.findMany(),
      owner.user.findMany(),
      owner.authority.findMany({ include: { departments: true } }),
      owner.bankBranch.findMany(),
      owner.application.findMany(),
      owner.branch.findMany(),
      owner.suretyCompany.findMany(),
      owner.authenticationKey.findMany(),
      owner.guarantee.findMany(),
      owner.mail.findMany(),
    ]);
  const given = [
    contracts.flatMap((row) => [row.projectName, row.beneficiaryTitle]),
    contractors.flatMap((row) => [row.name, row.address, row.notificationAddress]),
    users.map((row) => row.name),
    authorities.flatMap((row) => [row.name, row.reading, ...row.departments.map(({ name }) => name)]),
    banks.flatMap((row) => [row.bankName, row.branchName]),
    applications.flatMap((row) => [
      row.completionMailAddress,
      row.contactPerson,
      row.contactTelephone,
      row.contactDepartment,
      row.receiptNumber,
    ]),
    branches.flatMap((row) => [row.name, row.address, row.telephone, row.fax]),
    sureties.flatMap((row) => [row.name, row.address, row.presidentName]),
    keys.flatMap(({ guaranteeId, sealed }) => [
      sealed,
      Buffer.from(services.keyRing.open(Buffer.from(sealed, 'base64'), keyContext(guaranteeId))).toString(),
    ]),
    guarantees.map((row) => row.guaranteeNumber),
    mails.flatMap((row) => [row.toAddress, row.messageId]),
    sendings.flatMap((row) => [row.subject, row.body, row.replyToAddress, row.keyNoticeName, row.claimName]),
    Object.values(reasons),
    ['example.jp', '金額', '氏名'],
  ].flat();
  return given.filter((text): text is string => text !== null && text !== '');
}

async function amountsIn({ owner }: RunningService): Promise<bigint[]> {
  const [contracts, revisions] = await Promise.all([
    owner.constructionContract.findMany({ select: { amountYen: true } }),
    owner.revision.findMany({ select: { amountYen: true, feeYen: true } }),
  ]);
  const all = [contracts.map(({ amountYen }) => amountYen), revisions.flatMap((row) => [row.amountYen, row.feeYen])];
  return all.flat().filter((amount): amount is bigint => amount !== null);
}

function word(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
}

/** Plain digits, in groups, and full-width; not as a part of an id or a digest. */
function spellings(amount: bigint): RegExp[] {
  const plain = String(amount);
  const wide = plain.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const apart = (text: string) => new RegExp(`(?<![0-9a-fA-F-])${text}(?![0-9a-fA-F-])`);
  return [apart(plain), apart(amount.toLocaleString('ja-JP')), new RegExp(wide)];
}
