/** GET /: 全体トップ. First what waits for the contractor, each one press from its action; then what moves; then what was applied for. */
import type { RequestHandler } from 'express';
import { dayInJapan } from '../../domain/dates.ts';
import { mayAct } from '../../domain/rights.ts';
import type { Reader } from '../../domain/scopes.ts';
import { stagesIn } from '../../domain/stage-groups.ts';
import { wayOf } from '../../domain/way.ts';
import type { Database } from '../../prisma/database.ts';
import {
  branchIdOf,
  correctionsAsked,
  countOpenCases,
  endingSoon,
  openCases,
  recentApplications,
} from '../../prisma/desk-home.ts';
import { unreadMessages } from '../../prisma/messages.ts';
import { papersAsked } from '../../prisma/papers-asked.ts';
import { languageOf } from '../../web/language.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import { branchDesk } from './branch-desk.ts';
import { type DeskServices, languageCookie } from './desk-services.ts';
import { feeCutOffs } from './fee-cut-offs.ts';
import { guaranteeAddress } from './follow-addresses.ts';
import { aboutCase, correctionCard, endingCard, messageCard, openCard, paperCard, type Saying } from './home-cards.ts';
import { personIn } from './signed-in.ts';
import { productNames, stageChip, wayShown } from './stage-words.ts';

const mostYours = 20;
const mostMoving = 5;
const mostRecent = 5;
/** A longer period of works wants the guarantee changed before it ends (R-M4). */
const endingWithinDays = 30;

export function home(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { reader, userId, right } = personIn(response);
    const { db, clock, pages } = services;
    const language = languageOf(request, languageCookie);
    const place = await placeOf(services, reader);
    const now = clock.now();
    const say = { now, today: dayInJapan(now), language, t: pages.translate[language], mayAct: mayAct(right) };
    show(services, request, response, 'home', {
      title: '全体トップ',
      place,
      ...(await homeValues(db, reader, userId, say)),
    });
  };
}

/** Everything that the page shows. What was asked by the authority is worst, then what was returned, unpaid, not submitted. */
async function homeValues(db: Database, reader: Reader, userId: string, say: Saying & { now: Date; mayAct: boolean }) {
  const [counts, open, moving, asked, papers, unread, ending, recent, branchId] = await Promise.all([
    countOpenCases(db, reader),
    openCases(db, reader, 'yours', mostYours),
    openCases(db, reader, 'moving', mostMoving),
    correctionsAsked(db, reader, mostYours),
    papersAsked(db, reader, mostYours),
    unreadMessages(db, reader, userId, mostYours),
    endingSoon(db, reader, say.today, endingWithinDays, mostYours),
    recentApplications(db, reader, mostRecent),
    branchIdOf(db, reader),
  ]);
  const worstFirst = ['returned', 'awaiting-fee', 'posted'];
  const waiting = [...open].sort((a, b) => worstFirst.indexOf(a.stage) - worstFirst.indexOf(b.stage));
  const sum = (group: 'yours' | 'moving') => stagesIn(group).reduce((total, stage) => total + (counts[stage] ?? 0), 0);
  const cutOffs = await feeCutOffs(db, waiting, say.now);
  return {
    branch: await branchDesk(db, branchId, say.today),
    yours: [
      ...asked.map(correctionCard),
      ...papers.map((each) => paperCard(each, say)),
      ...unread.map((each) => messageCard(each, say)),
      ...waiting.map((each) => openCard(each, { ...say, cutOff: cutOffs.get(each.branchId) ?? null })),
      ...ending.map((each) => endingCard(each, say)),
    ],
    yoursCount: sum('yours') + asked.length + papers.length + unread.length + ending.length,
    moreYours: sum('yours') > waiting.length,
    moving: moving.map((each) => ({
      ...aboutCase(each),
      way: wayShown(wayOf({ form: each.form, stage: each.stage, approved: true })),
    })),
    movingCount: sum('moving'),
    moreMoving: sum('moving') > moving.length,
    recent: recent.map(({ guarantees, ...application }) => ({
      ...application,
      guarantees: guarantees.map(({ id, product, stage }) => ({
        href: guaranteeAddress(id),
        product: productNames[product],
        ...stageChip(stage),
      })),
    })),
  };
}
