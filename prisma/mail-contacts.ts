/** Whom the contractor of a case is known to be reached by: other addresses that a stuck mail may go to. */
import type { Database } from './database.ts';

export interface MailContact {
  readonly address: string;
  /** A person's name, or which address of the company it is. */
  readonly name: string;
}

const mostPeople = 20;

/**
 * The addresses of the contractor's own, each once: of the company, of the application, of its people who still come in.
 * Never an authority's: what a contractor is told is not for others, and a submission takes its address from the register.
 */
export async function mailContactsOf(db: Database, guaranteeId: string, butNot: string): Promise<MailContact[]> {
  const { application, contractorId } = await db.guarantee.findUniqueOrThrow({
    where: { id: guaranteeId },
    include: { application: { include: { contractor: true } } },
  });
  const people = await db.user.findMany({
    where: { contractorId, email: { not: null }, deactivatedAt: null },
    select: { name: true, email: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: mostPeople,
  });
  const known = [
    { address: application.contractor.notificationAddress, name: '会社のお知らせ先' },
    { address: application.completionMailAddress, name: '申込で指定した発行完了の通知先' },
    ...people.map(({ name, email }) => ({ address: email, name })),
  ];
  const contacts = new Map<string, MailContact>();
  for (const { address, name } of known) {
    const key = address?.toLowerCase();
    if (address === null || key === undefined || key === '' || key === butNot.toLowerCase() || contacts.has(key))
      continue;
    contacts.set(key, { address, name });
  }
  return [...contacts.values()];
}
