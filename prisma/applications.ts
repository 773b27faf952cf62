/** Accepts an application: everything it brings, its command and its answer, in one transaction. */
import { randomUUID } from 'node:crypto';
import type { Application, GuaranteeTerms } from '../domain/application.ts';
import type { FieldWarning } from '../domain/application-warnings.ts';
import type { Form, Product } from '../domain/product.ts';
import { byOf } from './acts.ts';
import { answerOf, type KeptAnswer } from './answers.ts';
import { acceptCommand, type NewCommand } from './commands.ts';
import { contractColumns, termsColumns } from './contents.ts';
import type { Database, Transaction } from './database.ts';
import { recomputeDeadlines } from './deadlines.ts';
import { type SentDraft, takeOverDraft } from './draft-attachments.ts';
import { appendEvents } from './events.ts';
import type { Prisma } from './generated/client.ts';
import { nextReceiptNumber } from './receipt-numbers.ts';
import { depositoryName } from './registers.ts';

/** An application in order, and on whose behalf it was sent. */
export interface SentApplication {
  readonly command: NewCommand;
  readonly contractorId: string;
  readonly application: Application;
  readonly warnings: readonly FieldWarning[];
  /** The draft that it was typed in, where it was: it is sent in the same moment. */
  readonly draft?: SentDraft | undefined;
}

/** What came of it: ids and the number that the contractor is told. */
export interface AcceptedApplication {
  readonly applicationId: string;
  readonly receiptNumber: string;
  readonly guarantees: readonly { readonly id: string; readonly product: Product; readonly form: Form }[];
}

/**
 * The answer for life, and what was accepted just now; `accepted` is null where the same key was answered before. Twins
 * that arrive together make one application: the command's unique key decides, and the later one reads the first one's answer.
 *
 * Refuses: `idempotency-key-must-not-be-reused`.
 */
export async function acceptApplication(
  db: Database,
  sent: SentApplication,
  tell: (accepted: AcceptedApplication) => KeptAnswer,
  now: Date,
): Promise<{ answer: KeptAnswer; accepted: AcceptedApplication | null }> {
  return db.$transaction(async (tx) => {
    const command = await acceptCommand(tx, sent.command, now);
    const known = answerOf(command);
    if (known !== null) return { answer: known, accepted: null };
    const accepted = await writeApplication(tx, sent, command.id, now);
    if (sent.draft !== undefined) await takeOverDraft(tx, sent.draft, accepted, command, now);
    const answer = tell(accepted);
    await tx.command.update({
      where: { id: command.id },
      data: { state: 'applied', recordedAt: now, answer: answer as unknown as Prisma.InputJsonObject },
    });
    return { answer, accepted };
  });
}

async function writeApplication(
  tx: Transaction,
  { application, warnings, contractorId, command }: SentApplication,
  commandId: string,
  now: Date,
): Promise<AcceptedApplication> {
  const { contract, delivery } = application;
  const constructionContractId = randomUUID();
  const applicationId = randomUUID();
  await tx.constructionContract.create({
    data: { id: constructionContractId, contractorId, ...contractColumns(contract), createdAt: now },
  });
  const receiptNumber = await nextReceiptNumber(tx, now);
  const sentBy = { appliedById: command.userId as string, appliedAt: now };
  const told = warnings as unknown as Prisma.InputJsonArray;
  await tx.application.create({
    data: {
      id: applicationId,
      receiptNumber,
      contractorId,
      constructionContractId,
      ...delivery,
      ...sentBy,
      warnings: told,
    },
  });
  const guarantees = application.guarantees.map((terms) => ({ id: randomUUID(), terms }));
  const shared = { constructionContractId, applicationId, contractorId, branchId: delivery.branchId };
  await tx.guarantee.createMany({
    data: guarantees.map(({ id, terms: { product, form } }) => ({
      ...shared,
      id,
      authorityId: contract.authorityId,
      product,
      form,
      createdAt: now,
    })),
  });
  await tx.revision.createMany({
    data: await Promise.all(guarantees.map(({ id, terms }) => firstRevision(tx, id, terms, now))),
  });
  await recomputeDeadlines(tx, constructionContractId);
  for (const { id } of guarantees) {
    const by = command.by === null ? {} : { by: byOf(command.by) };
    const content = { to: 'applied', applicationId, commandId, ...by };
    await appendEvents(
      tx,
      { guaranteeId: id, guarantee: { events: [] } },
      [{ revision: 1, kind: 'applied', actorId: command.userId, content }],
      now,
    );
  }
  return {
    applicationId,
    receiptNumber,
    guarantees: guarantees.map(({ id, terms: { product, form } }) => ({ id, product, form })),
  };
}

async function firstRevision(tx: Transaction, id: string, terms: GuaranteeTerms, now: Date) {
  const columns = termsColumns(terms, await depositoryName(tx, terms.depository));
  return { guaranteeId: id, number: 1, kind: 'new', stage: 'applied', epoch: 1, stageSince: now, ...columns };
}
