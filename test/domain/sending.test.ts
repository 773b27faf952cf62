/** Sending on the contractor's behalf: when it may be asked for, when it must not go out any more, how far it is. */
import { expect, test } from '@jest/globals';
import {
  allowsSending,
  bodyOnBehalf,
  dropBeforeSending,
  isAskedFor,
  sendingDrops,
  sendingRefusal,
  sendingState,
  sendingStates,
} from '../../domain/sending.ts';
import { stageNames } from '../../domain/stages.ts';
import { type SubmissionProfile, submissionChannels } from '../../domain/submission-profile.ts';

const profile: SubmissionProfile = {
  authorityId: 'takanezawa',
  departmentId: null,
  product: 'prepayment',
  revisionKind: null,
  channel: 'email',
  recipient: 'soumu@takanezawa.example.jp',
  subjectTemplate: null,
  bodyTemplate: null,
  attachments: [],
  callToConfirm: false,
  beforeContract: false,
  sendOnBehalf: true,
};

test('an authority allows it where its register says so, for a mail alone, with somebody to send to (R-C1, R-C3)', () => {
  const allowed = submissionChannels.filter((channel) => allowsSending({ ...profile, channel }));
  expect(allowed).toEqual(['email']);
  expect(allowsSending({ ...profile, sendOnBehalf: false })).toBe(false);
  expect(allowsSending({ ...profile, recipient: null })).toBe(false);
  expect(allowsSending(null)).toBe(false);
});

test('only at one stage it may be asked for', () => {
  const facts = { allowed: true, asked: false, submitted: false };
  const hearing = stageNames.filter((stage) => sendingRefusal({ ...facts, stage }) === null);
  expect(hearing).toEqual(['posted']);
});

test.each([
  ['posted', true, false, false, null],
  ['posted', false, false, false, 'authority-must-allow-sending'],
  ['posted', true, true, false, 'submission-must-be-sent-once'],
  ['submitted', true, true, true, 'submission-must-be-sent-once'],
  ['posted', true, false, true, 'submission-must-not-be-recorded-yet'],
  ['submitted', true, false, false, 'submission-must-not-be-recorded-yet'],
  ['superseded', true, false, false, 'stage-must-allow-submission'],
  ['superseded', false, false, false, 'stage-must-allow-submission'],
] as const)(
  'at %s, allowed %s, asked %s, submitted %s: refused with %s',
  (stage, allowed, asked, submitted, refusal) => {
    expect(sendingRefusal({ stage, allowed, asked, submitted })).toBe(refusal);
  },
);

test.each([
  ['posted', false, 'a@example.jp', null],
  ['posted', true, 'a@example.jp', 'overtaken'],
  ['submitted', false, 'a@example.jp', 'overtaken'],
  ['superseded', false, 'a@example.jp', 'overtaken'],
  ['posted', false, 'b@example.jp', 'register-changed'],
  ['posted', false, null, 'register-changed'],
  ['submitted', true, null, 'overtaken'],
] as const)('at %s, submitted %s, the register naming %s: %s', (stage, submitted, recipientNow, drop) => {
  const look = { stage, submitted, recipientNow, recipientConfirmed: 'a@example.jp' };
  expect(dropBeforeSending(look)).toBe(drop);
});

test.each([
  ['waiting', null, false, null, 'sending'],
  ['waiting', null, false, 'mail-must-be-deliverable', 'refused'],
  ['waiting', null, false, 'mail-domain-must-be-accepted', 'refused'],
  ['waiting', null, false, 'mail-must-be-accepted', 'stuck'],
  ['waiting', null, false, 'Error', 'stuck'],
  ['waiting', null, false, 'mail-server-must-accept-our-credentials', 'stuck'],
  ['waiting', null, true, null, 'overtaken'],
  ['waiting', null, true, 'mail-must-be-deliverable', 'overtaken'],
  ['sent', null, true, null, 'sent'],
  ['sent', null, true, 'Error', 'sent'],
  ['sent', 'given-up', true, null, 'sent'],
  ['skipped', 'overtaken', true, null, 'overtaken'],
  ['skipped', 'register-changed', false, null, 'register-changed'],
  ['skipped', 'given-up', true, null, 'given-up'],
  ['skipped', null, false, null, 'given-up'],
] as const)(
  'a mail that is %s, dropped as %s, submitted otherwise %s, with the incident %s, reads as %s',
  (mail, dropped, submitted, openIncident, state) => {
    expect(sendingState({ mail, dropped, submitted, openIncident })).toBe(state);
  },
);

test('what was dropped may be asked for again, nothing else', () => {
  expect(sendingStates.filter((state) => !isAskedFor(state))).toEqual([...sendingDrops]);
  expect(isAskedFor(null)).toBe(false);
});

test('the mail says who asked for it and who sends it, beneath the authority’s own words', () => {
  const body = bodyOnBehalf('〇〇建設です。\n書類です。\n', '〇〇建設 株式会社', 'みらい建設保証 株式会社');
  expect(body.startsWith('〇〇建設です。\n書類です。\n\n----\n')).toBe(true);
  expect(body).toContain('〇〇建設 株式会社の依頼により、みらい建設保証 株式会社の電子保証サービスから');
  expect(body).toContain('ご返信は、〇〇建設 株式会社に届きます。');
});
