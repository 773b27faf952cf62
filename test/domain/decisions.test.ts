/** Every stage against every command, as a table. */
import { describe, expect, test } from '@jest/globals';
import { commandNames, namesIncident, type StageCommandName } from '../../domain/commands.ts';
import { day } from '../../domain/dates.ts';
import { type CommandFacts, decide, type RevisionFacts } from '../../domain/decisions.ts';
import { refusalOf } from '../../domain/hearing.ts';
import { type Actor, theService } from '../../domain/people.ts';
import type { RefusalName } from '../../domain/refusals.ts';
import { isEnd, mayBecome, type Stage, stageNames, stages } from '../../domain/stages.ts';
import { yen } from '../../domain/yen.ts';

const alone = { connectedWith: [], actsFor: [] };
const contractor: Actor = { userId: 'c', roles: ['contractor'], contractorId: 'firm', ...alone };
const reviewer: Actor = { userId: 'r', roles: ['reviewer'], contractorId: null, ...alone };
const approver: Actor = { userId: 'a', roles: ['reviewer', 'approver'], contractorId: null, ...alone };
const operator: Actor = { userId: 'o', roles: ['operator'], contractorId: null, ...alone };

/** Who rightly sends each command. */
const rightActor: Record<StageCommandName, Actor> = {
  approve: approver,
  return: reviewer,
  decline: reviewer,
  resubmit: contractor,
  withdraw: contractor,
  recordFeePayment: operator,
  recordDispatch: operator,
  recordSubmission: contractor,
  supersede: theService,
};
/** Every command's own name for "not at this stage". */
const notAtThisStage: Record<StageCommandName, RefusalName> = {
  approve: 'stage-must-allow-approval',
  return: 'stage-must-allow-return',
  decline: 'stage-must-allow-decline',
  resubmit: 'stage-must-allow-resubmission',
  withdraw: 'stage-must-allow-withdrawal',
  recordFeePayment: 'stage-must-allow-fee-payment',
  recordDispatch: 'stage-must-allow-dispatch',
  recordSubmission: 'stage-must-allow-submission',
  supersede: 'stage-must-allow-supersession',
};
const stageCommands = Object.keys(rightActor) as StageCommandName[];

function buildCommand(name: StageCommandName, own: Partial<CommandFacts> = {}): CommandFacts {
  return {
    name,
    actor: rightActor[name],
    reason: '理由',
    paidYen: 39_400,
    changesSharedFacts: false,
    on: null,
    today: day('2026-04-01'),
    submittedAt: null,
    now: new Date('2026-04-01T05:00:00Z'),
    ...own,
  };
}

function buildRevision(stage: Stage, own: Partial<RevisionFacts> = {}): RevisionFacts {
  return {
    stage,
    contractorId: 'firm',
    product: 'prepayment',
    amountYen: yen(20_000_000),
    feeYen: yen(39_400),
    feePayment: 'per-case',
    firstApprovedById: 'r',
    contractDateIs: 'signed',
    holdPrepaymentUntilSigned: true,
    secondApprovalYen: yen(100_000_000),
    arrivedAt: null,
    siblingApproved: false,
    claimedById: null,
    isStopped: false,
    ...own,
  };
}

/** Where each command leads from each stage that hears it; everywhere else it is refused by its stage's name. */
const leads: Partial<Record<Stage, Partial<Record<StageCommandName, Stage>>>> = {
  applied: { approve: 'awaiting-fee', return: 'returned', decline: 'declined', withdraw: 'withdrawn' },
  'awaiting-second-approval': {
    approve: 'awaiting-fee',
    return: 'returned',
    decline: 'declined',
    withdraw: 'withdrawn',
  },
  returned: { resubmit: 'applied', withdraw: 'withdrawn' },
  'awaiting-fee': { recordFeePayment: 'issuing', withdraw: 'withdrawn' },
  posted: { recordSubmission: 'submitted', supersede: 'superseded' },
  dispatching: { recordDispatch: 'dispatched' },
};

describe.each(stageNames)('a revision at %s', (stage) => {
  test.each(stageCommands)('answers %s as the table says', (name) => {
    const decision = decide(buildCommand(name), buildRevision(stage));
    const expected = leads[stage]?.[name];
    if (name === 'recordSubmission' && stage === 'submitted') expect(decision).toEqual({ way: [], mail: null });
    else if (expected === undefined) expect(decision).toEqual({ refusal: notAtThisStage[name] });
    else expect(decision).toMatchObject({ way: [expected] });
  });

  test.each(stageCommands)('is decided on %s as its validator hears it', (name) => {
    const heard = refusalOf({ stage, incidentId: null }, name, undefined);
    expect(heard).toBe(leads[stage]?.[name] === undefined ? notAtThisStage[name] : null);
  });

  test('goes only where the stage table lets it', () => {
    for (const to of Object.values(leads[stage] ?? {})) expect(mayBecome(stage, to)).toBe(true);
    expect(isEnd(stage)).toBe(stages[stage].waitsFor === 'nobody');
  });

  test.each(commandNames.filter(namesIncident))('hears %s only for the incident that it waits with', (name) => {
    expect(refusalOf({ stage, incidentId: 'i' }, name, 'i')).toBeNull();
    expect(refusalOf({ stage, incidentId: 'i' }, name, 'j')).toBe('incident-must-be-open');
    expect(refusalOf({ stage, incidentId: null }, name, 'i')).toBe('incident-must-be-open');
  });
});

describe('approval', () => {
  test('passes awaiting-fee at once where the payer is billed with the month (R-F6)', () => {
    const decision = decide(buildCommand('approve'), buildRevision('applied', { feePayment: 'monthly-batch' }));
    expect(decision).toEqual({ way: ['awaiting-fee', 'issuing'], mail: null });
  });

  test('tells the contractor of the fee otherwise', () => {
    expect(decide(buildCommand('approve'), buildRevision('applied'))).toMatchObject({ mail: 'fee-due' });
  });

  test('needs a second person above the limit, and only above it', () => {
    const above = buildRevision('applied', { amountYen: yen(100_000_001) });
    expect(decide(buildCommand('approve'), above)).toEqual({ way: ['awaiting-second-approval'], mail: null });
    const at = buildRevision('applied', { amountYen: yen(100_000_000) });
    expect(decide(buildCommand('approve'), at)).toMatchObject({ way: ['awaiting-fee'] });
    const never = buildRevision('applied', { amountYen: yen(999_999_999_999), secondApprovalYen: null });
    expect(decide(buildCommand('approve'), never)).toMatchObject({ way: ['awaiting-fee'] });
  });

  test('is not given twice by one person (second-approver-must-differ)', () => {
    const revision = buildRevision('awaiting-second-approval', { firstApprovedById: 'a' });
    expect(decide(buildCommand('approve'), revision)).toEqual({ refusal: 'second-approver-must-differ' });
  });

  test('is given a second time by approvers only', () => {
    const decision = decide(
      buildCommand('approve', { actor: reviewer }),
      buildRevision('awaiting-second-approval', { firstApprovedById: 'x' }),
    );
    expect(decision).toEqual({ refusal: 'role-must-allow-this' });
  });

  test('of a prepayment waits for the signing where the register says so; its sibling goes on (R-B1)', () => {
    const planned = { contractDateIs: 'planned' } as const;
    expect(decide(buildCommand('approve'), buildRevision('applied', planned))).toEqual({
      refusal: 'contract-must-be-signed',
    });
    const sibling = buildRevision('applied', { ...planned, product: 'contract-guarantee' });
    expect(decide(buildCommand('approve'), sibling)).toMatchObject({ way: ['awaiting-fee'] });
    const unheld = buildRevision('applied', { ...planned, holdPrepaymentUntilSigned: false });
    expect(decide(buildCommand('approve'), unheld)).toMatchObject({ way: ['awaiting-fee'] });
  });

  test.each(['approve', 'return', 'decline'] as const)('%s is refused to who acts for the contractor', (name) => {
    const actor = { ...approver, contractorId: 'firm' };
    expect(decide(buildCommand(name, { actor }), buildRevision('applied'))).toEqual({
      refusal: 'reviewer-must-not-act-for-contractor',
    });
  });
});

describe('roles and grounds', () => {
  test.each([
    ['approve', 'applied', contractor],
    ['return', 'applied', operator],
    ['decline', 'applied', contractor],
    ['resubmit', 'returned', reviewer],
    ['resubmit', 'returned', { ...contractor, contractorId: 'other firm' }],
    ['withdraw', 'applied', reviewer],
    ['withdraw', 'returned', { ...contractor, contractorId: 'other firm' }],
    ['recordFeePayment', 'awaiting-fee', contractor],
    ['recordDispatch', 'dispatching', contractor],
    ['recordSubmission', 'posted', operator],
    ['supersede', 'posted', operator],
  ] as const)('%s at %s is refused to the wrong person (role-must-allow-this)', (name, stage, actor) => {
    expect(decide(buildCommand(name, { actor }), buildRevision(stage))).toEqual({ refusal: 'role-must-allow-this' });
  });

  test.each(['return', 'decline'] as const)('%s needs a reason (reason-must-be-given)', (name) => {
    expect(decide(buildCommand(name, { reason: null }), buildRevision('applied'))).toEqual({
      refusal: 'reason-must-be-given',
    });
  });

  test.each(['returned', 'awaiting-fee'] as const)(
    'staff withdraw what was abandoned at %s, with a reason',
    (stage) => {
      const revision = buildRevision(stage);
      expect(decide(buildCommand('withdraw', { actor: operator }), revision)).toMatchObject({ way: ['withdrawn'] });
      const unsaid = buildCommand('withdraw', { actor: operator, reason: null });
      expect(decide(unsaid, revision)).toEqual({ refusal: 'reason-must-be-given' });
    },
  );

  test('a fee is paid in full or not at all (fee-must-be-paid-in-full)', () => {
    const short = buildCommand('recordFeePayment', { paidYen: 39_399 });
    expect(decide(short, buildRevision('awaiting-fee'))).toEqual({ refusal: 'fee-must-be-paid-in-full' });
  });

  test.each(['recordFeePayment', 'recordDispatch'] as const)(
    '%s names no day ahead of today (day-must-not-be-ahead)',
    (name) => {
      const stage = name === 'recordDispatch' ? 'dispatching' : 'awaiting-fee';
      const ahead = buildCommand(name, { on: day('2026-04-02') });
      expect(decide(ahead, buildRevision(stage))).toEqual({ refusal: 'day-must-not-be-ahead' });
      expect(decide(buildCommand(name, { on: day('2026-04-01') }), buildRevision(stage))).toHaveProperty('way');
    },
  );

  test('shared facts are frozen once a sibling is approved (shared-facts-must-not-change-after-approval)', () => {
    const changing = buildCommand('resubmit', { changesSharedFacts: true });
    const name = 'shared-facts-must-not-change-after-approval';
    expect(decide(changing, buildRevision('returned', { siblingApproved: true }))).toEqual({ refusal: name });
    expect(decide(changing, buildRevision('returned'))).toMatchObject({ way: ['applied'] });
    expect(decide(buildCommand('resubmit'), buildRevision('returned', { siblingApproved: true }))).toMatchObject({
      way: ['applied'],
    });
  });

  test('an acceptance that the service read implies the submission', () => {
    const implied = buildCommand('recordSubmission', { actor: theService });
    expect(decide(implied, buildRevision('posted'))).toMatchObject({ way: ['submitted'] });
  });
});

test.each(['approve', 'return', 'decline'] as const)('%s is for the reviewer who holds the case', (name) => {
  const command = buildCommand(name);
  const held = (claimedById: string | null) => decide(command, buildRevision('applied', { claimedById }));
  expect(held('somebody-else')).toEqual({ refusal: 'case-must-not-be-held-by-another' });
  expect(held(command.actor.userId)).not.toHaveProperty('refusal');
});

test('a stop of the register is passed by an approver, with a reason', () => {
  const asked = (actor: Actor, reason: string | null) =>
    decide(buildCommand('approve', { actor, reason }), buildRevision('applied', { isStopped: true }));
  expect(asked(approver, null)).toEqual({ refusal: 'stop-must-be-passed-with-a-reason' });
  expect(asked(reviewer, '書面で確認')).toEqual({ refusal: 'stop-must-be-passed-by-an-approver' });
  expect(asked(approver, '書面で確認')).not.toHaveProperty('refusal');
});
