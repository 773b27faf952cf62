/** ログインの条件: a second factor of each person, or the authority's own networks. */
import type { Request, RequestHandler, Response } from 'express';
import { entryRules } from '../../person.ts';
import { chooseEntry } from '../../staff/entry.ts';
import { latestRecords } from '../../staff/keeping.ts';
import { usersOf } from '../../staff/users.ts';
import type { PageServices } from '../page-services.ts';
import { errorsOf, refusalsOf } from '../show.ts';
import { callerOf, formField, personIn } from '../signed-in.ts';
import { doneWord, showAdministration } from './tabs.ts';

const titles = { 'second-factor': '二段階認証', network: 'ネットワークの制限' } as const;
const hints = {
  'second-factor':
    '全員が、ログインのたびに認証アプリの数字を入力するか、パスキーで本人を確認します。パスキーだけの方は、保存のあとログインし直します。',
  network: '登録したネットワークからだけ使えます。端末を配れない場合にお選びください。',
} as const;

export function entry(services: PageServices): { show: RequestHandler; choose: RequestHandler } {
  const page = async (request: Request, response: Response, values: Record<string, unknown>) => {
    const person = personIn(response);
    const active = (await usersOf(services.database, person.authorityId)).filter((user) => user.deactivatedAt === null);
    showAdministration(services, request, response, 'entry', {
      title: 'ログインの条件',
      now: titles[person.entry.rule],
      rule: person.entry.rule,
      networks: person.entry.networks.join('\n'),
      choices: entryRules.map((value) => ({ value, title: titles[value], hint: hints[value] })),
      ownAddress: callerOf(request).address.replace(/^::ffff:/, ''),
      people: active.length,
      ready: active.filter(({ hasSecondFactor }) => hasSecondFactor).length,
      ...values,
    });
  };
  return {
    show: (request, response) =>
      page(request, response, { done: doneWord(request, { chosen: 'ログインの条件を保存しました。' }) }),
    choose: async (request, response) => {
      const typed = { rule: formField(request, 'rule'), networks: formField(request, 'networks').slice(0, 5_000) };
      try {
        const signsInAnew = await chooseEntry(services, personIn(response), callerOf(request).address, typed);
        response.redirect(303, signsInAnew ? '/sign-in?entry=chosen' : '/administration/entry?done=chosen');
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        await page(request, response, { ...typed, refusals, errors: errorsOf(refusals) });
      }
    },
  };
}

/** 管理の記録: what administrators did. */
export function records(services: PageServices): RequestHandler {
  return async (request, response) => {
    const rows = await latestRecords(services.database, personIn(response).authorityId);
    showAdministration(services, request, response, 'records', { title: '管理の記録', rows });
  };
}
