/** 契約照合: the officer's contract beside the certificate, ○ or × a line; printed for 決裁. Nothing is stored. */
import type { Request, RequestHandler, Response } from 'express';
import { type CheckMark, checkContract, contractCheckFields, type TypedContract } from '../../domain/contract-check.ts';
import { maxTextLength } from '../../domain/text.ts';
import { seenRevision } from '../certificate-view.ts';
import { revisionIn } from '../machine/address.ts';
import { certificateValues } from './certificate-values.ts';
import { grantIn } from './grant.ts';
import type { PageServices } from './page-services.ts';
import { show } from './show.ts';
import { formField, personIn } from './signed-in.ts';

export function contractCheck(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  const page = async (request: Request, response: Response, revision: number | null, typed: TypedContract) => {
    const person = personIn(response);
    const grantId = grantIn(request.params);
    const seen = await seenRevision(services, person, grantId, revision);
    const lines = checkContract(typed, seen.data).map((line) => ({
      ...line,
      ...marks[line.mark],
      error: line.mark === 'unreadable' ? '読み取れません' : null,
      hint: hints[line.field],
    }));
    const checked = lines.filter(({ mark }) => mark !== 'left-out');
    show(services, request, response, 'contract-check', {
      title: '契約照合',
      ...certificateValues(grantId, seen),
      checks: lines,
      isChecked: checked.length > 0,
      differing: checked.filter(({ mark }) => needLook.has(mark)).length,
      checkedAt: services.now(),
      maxTextLength,
    });
  };
  return {
    show: (request, response) => page(request, response, null, blank),
    submit: (request, response) =>
      page(request, response, revisionIn({ revision: formField(request, 'revision') }), typedIn(request)),
  };
}

const blank = Object.fromEntries(contractCheckFields.map((field) => [field, ''])) as TypedContract;

function typedIn(request: Request): TypedContract {
  const fields = contractCheckFields.map((field) => [field, formField(request, field).slice(0, maxTextLength)]);
  return Object.fromEntries(fields) as TypedContract;
}

const needLook: ReadonlySet<CheckMark> = new Set(['different', 'unreadable']);

/** A sign and a word each: colour never speaks alone. */
const marks: Record<CheckMark, { sign: string; word: string; mood: string }> = {
  same: { sign: '○', word: '一致', mood: 'done' },
  different: { sign: '×', word: '相違', mood: 'stuck' },
  unreadable: { sign: '？', word: '読み取れません', mood: 'waiting-for-you' },
  'left-out': { sign: '－', word: '照合していません', mood: 'waiting' },
  open: { sign: '－', word: '証書では未定', mood: 'waiting' },
};

const hints: Record<keyof TypedContract, string> = {
  beneficiary: '例　高根沢町長',
  contractAmount: '例　50,000,000円',
  worksFrom: '例　令和8年4月2日、R8.4.2、2026/4/2',
  worksTo: '例　令和8年11月30日',
  contractOn: '例　令和8年4月1日',
};
