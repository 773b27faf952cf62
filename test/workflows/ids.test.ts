/** Ids and queues: one run for a revision, one for a mail, one queue for a counterparty. */
import { expect, test } from '@jest/globals';
import { mailRunId, queueBeside, queueName, queues, revisionRunId } from '../../workflows/ids.ts';

const guaranteeId = '5b1379f9-ded2-4fa7-931a-ebadc8b53d81';

test('a revision and a mail each have one workflow id, and no two share one', () => {
  expect(revisionRunId(guaranteeId, 1)).toBe(`guarantee/${guaranteeId}/revision/1`);
  expect(mailRunId(guaranteeId)).toBe(`mail/${guaranteeId}`);
  const ids = [revisionRunId(guaranteeId, 1), revisionRunId(guaranteeId, 11), mailRunId(guaranteeId)];
  expect(new Set(ids).size).toBe(ids.length);
});

test('each counterparty has its own queue', () => {
  expect(queues).toEqual(['guarantees', 'issuance', 'documents', 'd-sure', 'mail']);
});

test.each(['', 'north-', 'guarantees-'])(
  'a run on the queue of installation "%s" finds the queues beside it',
  (prefix) => {
    for (const queue of queues) {
      expect(queueBeside(queueName(prefix, 'guarantees'), queue)).toBe(queueName(prefix, queue));
    }
  },
);
