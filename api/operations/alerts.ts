/** GET /alerts: what our own people were told of, to whom, when, and whether it came to them. */
import type { RequestHandler } from 'express';
import { alertWords } from '../../domain/alerts.ts';
import { inLanguage, type Sentence } from '../../domain/sentences.ts';
import { alertPage } from '../../prisma/alert-views.ts';
import { pagerOf, turnOf } from '../portal/list-address.ts';
import { show } from '../portal/show.ts';
import type { OperationsServices } from './operations-services.ts';
import { speechOf } from './pressing.ts';
import { readerIn } from './signed-in.ts';

const states = {
  waiting: { mood: 'moving', word: '送信中' },
  sent: { mood: 'done', word: '送信済み' },
  dropped: { mood: 'stuck', word: '届きませんでした' },
} as const;

export function alerts(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const t = speechOf(services, request);
    const page = await alertPage(services.db, readerIn(response), turnOf(request.query));
    show(services, request, response, 'alerts', {
      title: 'お知らせの記録',
      trail: [{ title: '停止案件', href: '/incidents' }, { title: 'お知らせの記録' }],
      rows: page.rows.map(({ kind, values, happenedAt, told }) => {
        const { title, lines, path } = alertWords(kind, values);
        const inWords = (sentence: Sentence) => inLanguage(t, sentence);
        return {
          happenedAt,
          href: path,
          heading: inWords(title),
          lines: lines.map(inWords),
          told: told.map((each) => ({ ...each, chip: states[each.state] })),
        };
      }),
      ...pagerOf(page, '/alerts', {}, ({ id }) => id),
    });
  };
}
