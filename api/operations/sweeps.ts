/** GET /sweeps: what the sweeper found and did; /sweeps/:id/owner: somebody looks after a finding. */
import type { RequestHandler } from 'express';
import { checkTitles, findingWords } from '../../domain/sweeping.ts';
import { takeFinding } from '../../prisma/finding-owner.ts';
import { findingsClosedByHand, openFindings } from '../../prisma/finding-views.ts';
import { sweepReports } from '../../prisma/sweep-views.ts';
import { pagerOf, turnOf } from '../portal/list-address.ts';
import { show } from '../portal/show.ts';
import type { OperationsServices } from './operations-services.ts';
import { idIn } from './pressing.ts';
import { may, personIn, readerIn } from './signed-in.ts';
import { findingChip } from './sweeps/finding-chip.ts';

const mostFindings = 200;
const mostClosed = 20;

export function sweeps(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const { db } = services;
    const reader = readerIn(response);
    const [page, findings, closed] = await Promise.all([
      sweepReports(db, reader, turnOf(request.query)),
      openFindings(db, reader, mostFindings),
      findingsClosedByHand(db, reader, mostClosed),
    ]);
    show(services, request, response, 'sweeps', {
      title: '見回り',
      trail: [{ title: '停止案件', href: '/incidents' }, { title: '見回り' }],
      tellsReports: reader.branches === 'all',
      count: findings.count,
      mayTake: may(personIn(response), 'free-stuck'),
      findings: findings.rows.map((row) => ({
        ...row,
        ...findingWords[row.kind],
        chip: row.reopenings > 0 ? findingChip(row) : null,
      })),
      closed: closed.map((row) => ({ ...row, ...findingWords[row.kind] })),
      reports: page.rows.map((row) => ({ ...row, checkTitle: checkTitles[row.check] })),
      ...pagerOf(page, '/sweeps', {}, ({ id }) => id),
    });
  };
}

/** Pressed twice it is the same. Refuses: `finding-must-be-open`. */
export function findingOwner({ db, clock }: OperationsServices): RequestHandler {
  return async (request, response) => {
    const id = idIn(request, 'finding-must-be-open');
    const { by } = personIn(response);
    await db.$transaction((tx) => takeFinding(tx, readerIn(response), id, by, clock.now()));
    response.redirect(303, '/sweeps');
  };
}
