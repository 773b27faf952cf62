/** /reviews/:id/return: a reason for the whole, a remark beside each field that it concerns, and the press. */
import type { Request } from 'express';
import { commandContents } from '../../../domain/command-contents.ts';
import type { FieldRefusal } from '../../../domain/refusals.ts';
import { type RemarkField, remarkFields } from '../../../domain/remarks.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { contractFacts, deliveryFacts, termsFacts } from '../application-facts.ts';
import type { OperationsServices } from '../operations-services.ts';
import { commandDecision } from './command-decision.ts';
import { wordsIn } from './decision.ts';

interface Typed {
  readonly reason: string;
  readonly remarks: readonly { readonly field: RemarkField; readonly words: string }[];
}

export function returning(services: OperationsServices) {
  return commandDecision<Typed, object>(services, 'return', {
    name: 'return',
    title: '差し戻す',
    isConfirmed: true,
    read: typedIn,
    check: (typed) => {
      const content = typed.remarks.length === 0 ? { reason: typed.reason } : typed;
      const read = commandContents.return.safeParse(content);
      if (read.success) return { content };
      return { refusals: shapeRefusals(read.error, content).map((refusal) => beside(refusal, typed)) };
    },
    values: (view, typed, speech) => {
      const remarked = (facts: ReturnType<typeof contractFacts>) =>
        facts.map(({ field, ...fact }) => ({
          ...fact,
          name: field === null ? null : `remark.${field}`,
          words: typed.remarks.find((remark) => remark.field === field)?.words ?? '',
        }));
      const sections = [
        { id: 'contract', title: '請負工事の情報', facts: remarked(contractFacts(view, speech)) },
        { id: 'terms', title: '保証の内容', facts: remarked(termsFacts(view, speech)) },
        { id: 'delivery', title: 'インフォメーション', facts: remarked(deliveryFacts(view, speech)) },
      ];
      const written = sections.flatMap(({ facts }) => facts).filter(({ words }) => words !== '');
      return { reason: typed.reason, sections, written };
    },
  });
}

function typedIn(request: Request): Typed {
  const remarks = remarkFields.map((field) => ({ field, words: wordsIn(request, `remark.${field}`) }));
  return { reason: wordsIn(request, 'reason'), remarks: remarks.filter(({ words }) => words !== '') };
}

/** `remarks.0.words` is the field that the first remark stands beside. */
function beside({ field, ...refusal }: FieldRefusal, { remarks }: Typed): FieldRefusal {
  const remark = remarks[Number(/^remarks\.(\d+)\./.exec(field ?? '')?.[1])];
  return { ...refusal, field: remark === undefined ? 'reason' : `remark.${remark.field}` };
}
