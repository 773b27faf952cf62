/** What our own people were told of, and whether it came to them. */
import type { AlertKind, AlertValues } from '../domain/alerts.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { keysetPage, type Turn, uuidForm } from './keyset.ts';
import { visibleBranches } from './visibility.ts';

interface Row {
  readonly id: string;
  readonly kind: AlertKind;
  readonly values: AlertValues[AlertKind];
  readonly happenedAt: Date;
}

/** To whom one went, and how far it came. */
export interface Told {
  readonly to: string;
  readonly by: 'mail' | 'webhook';
  readonly state: 'waiting' | 'sent' | 'dropped';
  readonly tries: number;
  readonly failure: string | null;
  readonly settledAt: Date | null;
}

function told(reader: Reader): Prisma.Sql {
  if (!reader.staff) return Prisma.sql`false`;
  if (reader.branches === 'all') return Prisma.sql`true`;
  return Prisma.sql`(${visibleBranches(reader)} OR kind IN ('circuit-opens', 'circuit-closes'))`;
}

/** One page, newest first: of the reader's branches, and of circuits; what counts the cases of all branches is for readers of all. */
export async function alertPage(db: Database, reader: Reader, turn: Turn) {
  const page = await keysetPage<Row>(
    db,
    {
      columns: Prisma.sql`id, kind, values, happened_at AS "happenedAt"`,
      from: Prisma.sql`alert`,
      scope: told(reader),
      conditions: [],
      keys: [Prisma.sql`happened_at`, Prisma.sql`id`],
      descending: true,
      rowOf: (cursor) => (uuidForm.test(cursor) ? Prisma.sql`id = ${cursor}::uuid` : null),
    },
    turn,
  );
  const ids = page.rows.map(({ id }) => id);
  const [mails, calls] = await Promise.all([
    db.deskMail.findMany({ where: { kind: 'alert', occasion: { in: ids } }, orderBy: { toAddress: 'asc' } }),
    db.webhookDelivery.findMany({
      where: { alertId: { in: ids } },
      include: { webhook: { select: { name: true } } },
      orderBy: { webhookId: 'asc' },
    }),
  ]);
  const toldOf = (id: string): Told[] => [
    ...mails
      .filter(({ occasion }) => occasion === id)
      .map(({ toAddress: to, state, tries, settledAt }) => ({
        to,
        by: 'mail' as const,
        state: state as Told['state'],
        tries,
        failure: null,
        settledAt,
      })),
    ...calls
      .filter(({ alertId }) => alertId === id)
      .map(({ webhook, state, tries, failure, settledAt }) => ({
        to: webhook.name,
        by: 'webhook' as const,
        state: state as Told['state'],
        tries,
        failure,
        settledAt,
      })),
  ];
  return { ...page, rows: page.rows.map((row) => ({ ...row, told: toldOf(row.id) })) };
}
