/** The way of a case as the staff see it: under the step where it stands, whom it waits for. */
import type { Party } from '../../../domain/stages.ts';
import { wayOf } from '../../../domain/way.ts';
import type { CaseFile } from '../../../prisma/case-file.ts';
import { wayPicture } from '../../portal/way-picture.ts';

/** For blocks/way. A step that the service does itself waits for the operators where it is stuck, or for a circuit. */
export function wayShown(view: CaseFile, waitsForCircuit: boolean) {
  const { form, stage, approved } = view;
  return wayPicture(wayOf({ form, stage, approved }), (party) => wordsOf(view, party, waitsForCircuit));
}

function wordsOf(view: CaseFile, waitsFor: Party, waitsForCircuit: boolean): string {
  if (waitsFor === 'reviewer' && view.heldById !== null) return '審査担当者が確認中';
  if (waitsFor !== 'service') return waiting[waitsFor];
  if (view.incidents.some(({ closedAt, step }) => closedAt === null && step !== 'mail'))
    return '停止中：運用担当者待ち';
  return waitsForCircuit ? '回路の再開待ち' : waiting.service;
}

const waiting: Record<Party, string> = {
  reviewer: '審査担当者待ち',
  'second-approver': '承認者待ち',
  contractor: '受注者待ち',
  service: '自動で処理中',
  staff: '支店の交付待ち',
  nobody: '完了',
};
