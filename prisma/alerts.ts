/** Alerts: written once in the transaction that sees the change, together with what is to be sent of it. */
import { randomUUID } from 'node:crypto';
import {
  type AlertGroup,
  type AlertKind,
  type AlertValues,
  alertGroupOf,
  alertWords,
  levelOf,
} from '../domain/alerts.ts';
import { dayInJapan } from '../domain/dates.ts';
import { inJapanese } from '../domain/sentences.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { askDeskMails } from './desk-mails.ts';
import type { AlertStanding, Prisma } from './generated/client.ts';

export interface NewAlert<Kind extends AlertKind = AlertKind> {
  readonly kind: Kind;
  /** Which change: of one kind and occasion there is one alert, ever. */
  readonly occasion: string;
  readonly branchId: string | null;
  readonly values: AlertValues[Kind];
}

/** The alert stands, and its mails and webhook calls with it; false, with nothing written, where it was told before. */
export async function raiseAlert<Kind extends AlertKind>(
  tx: Transaction,
  { kind, occasion, branchId, values }: NewAlert<Kind>,
  now: Date,
): Promise<boolean> {
  const id = randomUUID();
  const row = { id, kind, occasion, branchId, values: values as object as Prisma.InputJsonObject, happenedAt: now };
  const { count } = await tx.alert.createMany({ data: row, skipDuplicates: true });
  if (count === 0) return false;
  const listeners = listening(alertGroupOf(kind), branchId, now);
  const people = await tx.onCallAddress.findMany({ where: listeners, select: { address: true } });
  const { title, lines, path } = alertWords(kind, values);
  const mail = {
    kind: 'alert',
    occasion: id,
    to: [...new Set(people.map(({ address }) => address))],
    values: { title: inJapanese(title), lines: lines.map(inJapanese), path, sentences: { title, lines } as object },
  };
  await askDeskMails(tx, mail, now);
  const webhooks = await tx.alertWebhook.findMany({ where: listeners, select: { id: true } });
  await tx.webhookDelivery.createMany({
    data: webhooks.map((webhook) => ({
      id: randomUUID(),
      alertId: id,
      webhookId: webhook.id,
      sendAgainAt: now,
      createdAt: now,
    })),
  });
  return true;
}

const flags = {
  causes: 'tellsCauses',
  circuits: 'tellsCircuits',
  misses: 'tellsMisses',
  findings: 'tellsFindings',
} as const satisfies Record<AlertGroup, string>;

/** Whoever listens to the group today, at the branch or at all; to what is of no branch everybody listens. */
function listening(group: AlertGroup, branchId: string | null, now: Date) {
  const today = fromDay(dayInJapan(now));
  const ofBranch = branchId === null ? [] : [{ OR: [{ branchId: null }, { branchId }] }];
  return {
    [flags[group]]: true,
    fromOn: { lte: today },
    AND: [{ OR: [{ toOn: null }, { toOn: { gte: today } }] }, ...ofBranch],
  };
}

/** A group that may have grown: a cause, or a kind of finding. */
export interface Growing<Kind extends 'cause-grows' | 'findings-grow' = 'cause-grows' | 'findings-grow'> {
  readonly subject: string;
  readonly kind: Kind;
  readonly count: number;
  readonly values: AlertValues[Kind];
}

/** Tells what has reached its next threshold. One that was gone for a while and is back is told anew. */
export async function tellGrowth(
  db: Database,
  group: 'causes' | 'findings',
  growing: readonly Growing[],
  now: Date,
): Promise<void> {
  const rule = await db.alertRule.findUniqueOrThrow({ where: { group } });
  const prefix = `${group}/`;
  const standings = await db.alertStanding.findMany({ where: { subject: { startsWith: prefix }, level: { gt: 0 } } });
  const known = new Map(standings.map((standing) => [standing.subject, standing]));
  for (const each of growing) {
    const subject = `${prefix}${each.subject}`;
    const standing = known.get(subject);
    known.delete(subject);
    const level = levelOf(each.count, rule.growth);
    if (standing !== undefined && standing.level >= level && standing.goneSince === null) continue;
    await db.$transaction((tx) => tellLevel(tx, { ...each, subject }, level, rule.quietMinutes, now));
  }
  for (const gone of known.values()) await leave(db, gone, rule.quietMinutes, now);
}

async function tellLevel(
  tx: Transaction,
  { subject, kind, values }: Growing,
  level: number,
  quietMinutes: number,
  now: Date,
): Promise<void> {
  await tx.alertStanding.createMany({ data: { subject }, skipDuplicates: true });
  await tx.$queryRaw`SELECT 1 FROM alert_standing WHERE subject = ${subject} FOR UPDATE`;
  const standing = await tx.alertStanding.findUniqueOrThrow({ where: { subject } });
  const isNew = isForgotten(standing, quietMinutes, now);
  const episode = standing.episode + Number(isNew);
  const told = isNew ? 0 : standing.level;
  const data = { episode, level: Math.max(told, level), goneSince: null };
  await tx.alertStanding.update({ where: { subject }, data });
  if (level > told) {
    await raiseAlert(tx, { kind, occasion: `${subject}/${episode}/${level}`, branchId: null, values }, now);
  }
}

/** Nothing of it is there any more: after a while it is forgotten, so that its return is told. */
async function leave(db: Database, standing: AlertStanding, quietMinutes: number, now: Date): Promise<void> {
  const { subject, episode, goneSince } = standing;
  if (goneSince === null) {
    await db.alertStanding.updateMany({ where: { subject, episode, goneSince: null }, data: { goneSince: now } });
  } else if (isForgotten(standing, quietMinutes, now)) {
    const data = { episode: episode + 1, level: 0, goneSince: null };
    await db.alertStanding.updateMany({ where: { subject, episode, goneSince }, data });
  }
}

function isForgotten({ goneSince }: AlertStanding, quietMinutes: number, now: Date): boolean {
  return goneSince !== null && goneSince.getTime() + quietMinutes * 60_000 <= now.getTime();
}
