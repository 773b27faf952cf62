/**
 * One of everything that has an address in Operations. Whoever adds an address of a thing adds one such thing here, so
 * that the walks over rights and barriers open it.
 */

import { randomUUID } from 'node:crypto';
import { addDays, dayInJapan } from '../../../../domain/dates.ts';
import { registerNamed } from '../../../../domain/registers/all.ts';
import { type Register, type RegisterRow, rowKeyOf } from '../../../../domain/registers/register.ts';
import { sheetHeadings } from '../../../../domain/registers/register-sheet.ts';
import { everyBranch, staffSheetHeadings } from '../../../../domain/staff-sheet.ts';
import { declareConnection } from '../../../../prisma/connections.ts';
import { makeDelegation } from '../../../../prisma/delegations.ts';
import { addPasskey } from '../../../../prisma/passkeys.ts';
import { keepRegisterFile } from '../../../../prisma/register-files.ts';
import { registerRows } from '../../../../prisma/register-rows.ts';
import { samples } from '../../../../prisma/sample-registers.ts';
import { sampleStaff } from '../../../../prisma/sample-staff.ts';
import { inviteStaff } from '../../../../prisma/staff-coming-in.ts';
import { keepStaffFile } from '../../../../prisma/staff-files.ts';
import { seeFindings } from '../../../../prisma/sweep-findings.ts';
import { preview } from '../../../support/bulk-retries.ts';
import { applyFor, arrive, issue, returnTo } from '../../net-desk/support/followed.ts';
import { createSession } from '../../support/another-session.ts';
import { createIncident } from '../../support/stuck-incidents.ts';
import { claimed } from './claimed.ts';
import { fillCases } from './filled-cases.ts';
import { fillFees } from './filled-fees.ts';
import type { OpenOperations } from './operations.ts';

/** The ids of things whose addresses are walked: of guarantees first. */
export async function fillOperations(operations: OpenOperations): Promise<readonly string[]> {
  const issued = await applyFor(operations);
  await issue(operations, issued);
  await arrive(operations, issued);
  const returned = await applyFor(operations);
  await returnTo(operations, returned, '金額をご確認ください。');
  const waiting = await applyFor(operations);
  await createIncident(operations.db, waiting.guaranteeId);
  await preview(operations, { fingerprint: 'post × DSureUnreachable × d-sure' });
  const fees = await fillFees(operations);
  const seen = { kind: 'review-overdue', about: `guarantee/${waiting.guaranteeId}/1` } as const;
  await seeFindings(operations.db, [{ ...seen, guaranteeId: waiting.guaranteeId }], new Date());
  const owner = { userId: sampleStaff.reviewer.id, portal: 'operations' };
  const passkey = { name: '見本', credentialId: randomUUID(), publicKey: new Uint8Array(), counter: 0, transports: [] };
  await addPasskey(operations.db, owner, passkey, new Date());
  const people = await fillPeople(operations);
  const claim = await claimed(operations, issued.guaranteeId, '%PDF-1.7 a claim of the tests');
  const cases = [issued.guaranteeId, claim, returned.guaranteeId, waiting.guaranteeId];
  const more = await fillCases(operations);
  const known = [...new Set([...cases, ...more, ...people, ...(await everyId(operations))])];
  return [...known, ...fees, ...(await fillRegisters(operations))];
}

/** Somebody who was deactivated, a delegation, a connection and another session; and roles of which one may be taken. */
async function fillPeople({ db, owner }: OpenOperations): Promise<readonly string[]> {
  const now = new Date();
  const today = dayInJapan(now);
  const by = { userId: sampleStaff.administrator.id, roles: ['administrator'], address: null };
  const changing = { by, reason: '見本', now };
  const invitation = {
    name: '招待 九',
    email: 'kyu@mirai-hosho.example.jp',
    role: 'reviewer',
    branchId: null,
  } as const;
  const invited = await inviteStaff(db, invitation, changing);
  const left = await inviteStaff(db, { ...invitation, name: '退職 十', email: 'ju@mirai-hosho.example.jp' }, changing);
  await owner.user.update({ where: { id: left }, data: { deactivatedAt: now } });
  const days = { fromOn: today, toOn: addDays(today, 7), reason: '休暇のため' };
  const [approverId, delegateId] = [sampleStaff.approver.id, sampleStaff.secondReviewer.id];
  await makeDelegation(db, { approverId, delegateId, ...days }, { by, now });
  const { contractorId } = await owner.user.findUniqueOrThrow({ where: { id: samples.users.otherContractor } });
  const cells = [
    [...staffSheetHeadings],
    ['取込 一', 'ichi@mirai-hosho.example.jp', '', '', '監査担当者', everyBranch, '', ''],
  ];
  const file = await keepStaffFile(db, { fileName: 'a.csv', cells }, by.userId, now);
  const connection = { contractorId: contractorId ?? '', fromOn: today, toOn: null, reason: '親族が役員' };
  await declareConnection(db, sampleStaff.secondReviewer.id, connection, { by, now });
  const session = await createSession(owner, sampleStaff.reviewer.id, 'operations');
  return [sampleStaff.reviewer.id, left, invited, file, session];
}

/** Some ids of every table that has them. */
export async function everyId({ owner }: Pick<OpenOperations, 'owner'>): Promise<readonly string[]> {
  const tables = await owner.$queryRaw<{ name: string }[]>`
    SELECT table_name::text AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'id' AND table_name NOT IN ('session', 'verification', 'account')`;
  const found = await Promise.all(
    tables.map(({ name }) =>
      owner.$queryRawUnsafe<{ id: string }[]>(`SELECT id::text AS id FROM "${name}" ORDER BY id LIMIT 3`),
    ),
  );
  return [...new Set(found.flat().map(({ id }) => id))];
}

/** A register with a row that may be taken out, and a file of it that its keeper looks through: each beside its register. */
async function fillRegisters({ db }: Pick<OpenOperations, 'db'>): Promise<readonly string[]> {
  const register = registerNamed('acceptance-rules') as Register;
  const [row] = await registerRows(db, register);
  const keeper = { userId: sampleStaff.registerKeeper.id, roles: ['register-keeper'], address: null };
  const file = { register, fileName: 'a.csv', cells: [[...sheetHeadings(register)]] };
  const id = await keepRegisterFile(db, { ...file, cells: [...file.cells, ['', ...rowCells]] }, keeper, new Date());
  return ['SAMPLE-1', 'acceptance-rules', id, 'acceptance-rules', rowKeyOf(register, row as RegisterRow)];
}

const rowCells = ['takanezawa', '', '', '請負契約日', '2030-04-01', '', '見本'];
