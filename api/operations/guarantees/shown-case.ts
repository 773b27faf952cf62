/** The lists of a case file in words: timeline, revisions, documents, mails, submissions, responses, incidents, messages. */
import { responseKindNames } from '../../../domain/authority-response.ts';
import { causeOf } from '../../../domain/causes.ts';
import { correctionFieldNames } from '../../../domain/correction-request.ts';
import { roleNames } from '../../../domain/event-roles.ts';
import { eventWords } from '../../../domain/event-words.ts';
import { revisionKindNames } from '../../../domain/guarantee.ts';
import { productNames } from '../../../domain/product.ts';
import { remarkFieldTitles } from '../../../domain/remarks.ts';
import { reviewCheckTitles } from '../../../domain/review-checks.ts';
import { stepNames } from '../../../domain/steps.ts';
import type { SubmissionChannel } from '../../../domain/submission-profile.ts';
import { claimTitle } from '../../../domain/submission-set.ts';
import type { CaseFile } from '../../../prisma/case-file.ts';
import type { CaseMoment } from '../../../prisma/case-timeline.ts';
import { mailRunId, revisionRunId } from '../../../workflows/ids.ts';
import { caseAddress } from '../case-address.ts';
import type { TemporalUi } from '../operations-services.ts';
import { stageWords } from '../stage-words.ts';
import { entryWords, incidentWord } from '../stuck-words.ts';

export function shownCase(view: CaseFile, temporalUi: TemporalUi | null) {
  const at = caseAddress(view.id);
  return {
    timeline: view.timeline.map(shownMoment).toReversed(),
    revisions: view.revisions.map((revision) => ({
      ...revision,
      kind: revisionKindNames[revision.kind],
      stage: stageWords[revision.stage].word,
      certificateHref: revision.digest === null ? null : `${at}/certificates/${revision.number}`,
      feeStatementHref: revision.hasFeeStatement ? `${at}/documents/fee-statement?revision=${revision.number}` : null,
      run: runOf(revisionRunId(view.id, revision.number), temporalUi),
    })),
    mails: view.mails.map((mail) => ({
      ...mail,
      kind: mailWords[mail.kind] ?? mail.kind,
      chip: mailChips[mail.state],
      run: runOf(mailRunId(mail.id), temporalUi),
    })),
    submissions: view.submissions.map(({ channel, ...submission }) => ({
      ...submission,
      channel: channelWords[channel as SubmissionChannel] ?? '発注者の受領により提出済み',
    })),
    responses: view.responses.map(({ kind, ...response }) => ({ ...response, word: responseKindNames[kind] })),
    incidents: view.incidents.map((incident) => ({
      ...incident,
      href: `/incidents/${incident.id}`,
      chip: incidentWord(incident.state, incident.reopenings),
      step: stepNames[incident.step],
      ...causeOf(incident.step, incident.errorName),
      entries: incident.entries.map((entry) => ({ ...entry, word: entryWords[entry.kind] })),
    })),
    others: view.others.map((other) => ({
      ...other,
      href: caseAddress(other.id),
      product: productNames[other.product],
      stage: stageWords[other.stage].word,
    })),
    claims: view.claims.map(({ id, product, printedAt, ...claim }) => ({
      ...claim,
      title: claimTitle(product),
      href: printedAt === null ? null : `${at}/claims/${id}`,
    })),
    paperRequests: view.paperRequests,
    messages: view.messages.map(({ side, ...message }) => ({ ...message, isOurs: side === 'surety' })),
    corrections: view.corrections.map(({ field, state, ...request }) => ({
      ...request,
      field: correctionFieldNames[field],
      isOpen: state === 'open',
      chip: state === 'open' ? { word: '回答待ち', mood: 'waiting-for-you' } : { word: '回答あり', mood: 'done' },
    })),
  };
}

/** The id of the run, and where Temporal's own pages show it; null: nobody said where they are. */
function runOf(id: string, temporalUi: TemporalUi | null) {
  return { id, href: temporalUi === null ? null : `${temporalUi.workflows}/${encodeURIComponent(id)}` };
}

function shownMoment({ kind, roles, stage, remarks, passedStops, ...moment }: CaseMoment) {
  return {
    ...moment,
    what: eventWords[kind] ?? kind,
    roles: roles.map((role) => roleNames[role] ?? role),
    passedStops: passedStops.map((check) => reviewCheckTitles[check] ?? check),
    stage: stage === null ? null : stageWords[stage].word,
    remarks: remarks.map(({ field, words }) => ({
      title: Object.hasOwn(remarkFieldTitles, field)
        ? remarkFieldTitles[field as keyof typeof remarkFieldTitles]
        : field,
      words,
    })),
  };
}

export const mailWords: Readonly<Record<string, string>> = {
  completion: '発行完了のお知らせ',
  returned: '差戻しのお知らせ',
  declined: '引受不可のお知らせ',
  'fee-due': '保証料のご案内',
  'correction-asked': '補正依頼のお知らせ',
  'submission-due': '提出期限のお知らせ',
  'paper-asked': '書類の依頼',
  submission: '発注者への提出',
};

const mailChips = {
  waiting: { word: '送信待ち', mood: 'moving' },
  sent: { word: '送信済み', mood: 'done' },
  skipped: { word: '送らないことにした', mood: 'waiting' },
} as const;

export const channelWords: Record<SubmissionChannel, string> = {
  email: '電子メール',
  'e-contract': '電子契約システム',
  'web-form': '発注者のWebフォーム',
  fax: 'ファクシミリ',
  print: '印刷して持参・郵送',
};
