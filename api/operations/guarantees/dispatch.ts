/** /guarantees/:id/dispatch: a paper certificate that was sent or handed over, recorded with its day. */
import { commandContents } from '../../../domain/command-contents.ts';
import { readDay } from '../../../domain/dates.ts';
import { refuse } from '../../../domain/refusals.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { formField } from '../../portal/forms.ts';
import type { OperationsServices } from '../operations-services.ts';
import { caseAction } from './case-action.ts';

const methods = [
  { value: 'post', title: '郵送した' },
  { value: 'branch', title: '支店で渡した' },
] as const;

export function dispatch(services: OperationsServices) {
  return caseAction(services, {
    name: 'dispatch',
    command: 'recordDispatch',
    title: '交付を記録する',
    stages: ['dispatching'],
    read: (request) => ({
      method: formField(request, 'method').slice(0, 20),
      dispatchedOn: formField(request, 'dispatchedOn').slice(0, 40),
      trackingNumber: formField(request, 'trackingNumber').trim().slice(0, 200),
    }),
    check: ({ method, dispatchedOn: typedOn, trackingNumber }) => {
      const dispatchedOn = readDay(typedOn);
      const unread = [
        ...(methods.some(({ value }) => value === method) ? [] : [refuse('field-must-be-given', 'method')]),
        ...(dispatchedOn === null ? [refuse('day-must-exist', 'dispatchedOn')] : []),
      ];
      if (unread.length > 0) return { refusals: unread };
      const content = { method, dispatchedOn, ...(trackingNumber === '' ? {} : { trackingNumber }) };
      const read = commandContents.recordDispatch.safeParse(content);
      return read.success ? { content } : { refusals: shapeRefusals(read.error, content) };
    },
    field: 'dispatchedOn',
    fields: {},
    values: ({ delivery }, { method }) => ({
      methods,
      method: method === '' ? (delivery.paperReceipt ?? '') : method,
      methodTitle: methods.find(({ value }) => value === method)?.title ?? null,
    }),
  });
}
