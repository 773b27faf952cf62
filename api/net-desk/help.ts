/** ヘルプ: prose with pictures of the real screens, a page for each language (templates/net-desk/help/ja and en). */
import type { RequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { electronicAuthorityNames } from '../../prisma/registers.ts';
import { languageOf } from '../../web/language.ts';
import { show } from '../portal/show.ts';
import { type DeskServices, languageCookie } from './desk-services.ts';
import { explanations, screenTopics } from './help-topics.ts';

export function help(services: DeskServices): RequestHandler {
  return (request, response) =>
    show(services, request, response, 'help', { title: 'ヘルプ', screenTopics, explanations });
}

/** Refuses: `address-must-exist`. */
export function helpTopic(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const topic = [...screenTopics, ...explanations].find(({ name }) => name === request.params.topic);
    if (topic === undefined) throw new Refusal('address-must-exist');
    show(services, request, response, 'help/topic', {
      title: topic.title,
      trail: [{ title: 'ヘルプ', href: '/help' }, { title: topic.title }],
      prose: `help/${languageOf(request, languageCookie)}/${topic.name}`,
      authorities: topic.name === 'faq' ? await electronicAuthorityNames(services.db) : [],
    });
  };
}
