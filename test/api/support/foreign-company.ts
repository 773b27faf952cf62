/** A company with one of everything that has an address: what another company's people look for in vain. */

import { randomUUID } from 'node:crypto';
import { contractorReader } from '../../../domain/scopes.ts';
import { invite } from '../../../prisma/invitations.ts';
import { addPasskey } from '../../../prisma/passkeys.ts';
import { createApiKey } from '../../../prisma/people.ts';
import { type OpenDesk, people } from '../net-desk/support/desk.ts';
import { applyFor, arrive, issue } from '../net-desk/support/followed.ts';
import { createSession } from './another-session.ts';

/** The other company has one of everything that has an address. Returns a guarantee that was issued, its application, a draft with a paper, and more whose ids stand in no column of ids. */
export async function fillCompany(desk: OpenDesk): Promise<readonly string[]> {
  const { contractorId, id: userId } = people.clerk;
  const revision = await applyFor(desk, { projectName: '他社に見えない工事' });
  await issue(desk, revision);
  await arrive(desk, revision);
  await desk.post('contractor', `/api/v1/guarantees/${revision.guaranteeId}/submission`, {
    body: { channel: 'email' },
  });
  const { applicationId } = await desk.owner.guarantee.findUniqueOrThrow({ where: { id: revision.guaranteeId } });
  await desk.post('contractor', `/api/v1/applications/${applicationId}/attachments?name=a.pdf`, {
    bytes: new Uint8Array(Buffer.from('%PDF-1.7')),
    headers: { 'Content-Type': 'application/pdf' },
  });
  await applyFor(desk, { projectName: '他社に見えない工事' }); // one that is open for attachments, too
  const typed = { 'contract.projectName': '他社に見えない工事' };
  const draftId = randomUUID();
  await desk.owner.applicationDraft.create({ data: { id: draftId, contractorId, userId, typed, savedAt: new Date() } });
  const paper = { fileName: 'a.pdf', mediaType: 'application/pdf', sizeBytes: 8, createdAt: new Date() };
  const sha256 = await desk.services.store.put(Buffer.from('%PDF-1.7'));
  await desk.owner.draftAttachment.create({ data: { id: randomUUID(), draftId, sha256, ...paper } });
  const file = { fileName: '他社に見えない工事.csv', uploadedAt: new Date() };
  await desk.owner.bulkUpload.create({ data: { id: randomUUID(), contractorId, userId, ...file } });
  await invite(
    desk.db,
    contractorReader(contractorId),
    { name: '他社に見えない方', email: `${randomUUID()}@example.jp`, right: 'clerk' },
    people.administrator.id,
    new Date(),
  );
  const searches = ['guarantees', 'issued'].map((list) => ({ id: randomUUID(), list, name: randomUUID() }));
  const kept = { userId: people.administrator.id, query: 'q=1', savedAt: new Date() };
  await desk.owner.savedSearch.createMany({ data: searches.map((search) => ({ ...search, ...kept })) });
  const owner = { userId: people.administrator.id, portal: 'net-desk' };
  const passkey = {
    name: '他社に見えないパスキー',
    credentialId: randomUUID(),
    publicKey: new Uint8Array(),
    counter: 0,
  };
  await addPasskey(desk.db, owner, { ...passkey, transports: [] }, new Date());
  await createApiKey(desk.db, { userId, name: '他社に見えないキー', scopes: ['contractor'] });
  const sessionId = await createSession(desk.owner, people.administrator.id, 'net-desk');
  return [revision.guaranteeId, applicationId, draftId, sessionId, ...searches.map(({ id }) => id)];
}
