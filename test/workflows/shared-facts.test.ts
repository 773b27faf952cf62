/** The guarantees of one construction contract share its facts: what one may change, and what that means to the other. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { apply, buildExample, command, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

describe('the facts that guarantees share', () => {
  const planned = () => {
    const { contract, ...rest } = buildExample(new Date());
    return { ...rest, contract: { ...contract, contractDateIs: 'planned' as const } };
  };

  test('a change that a returned guarantee brings is told in its sibling’s chain', async () => {
    const { prepayment, contractGuarantee } = await apply(service);
    await command(service, prepayment, 'return', { content: { reason: '工事名をご確認ください。' } });
    const { contract, guarantees } = buildExample(new Date());
    const content = { contract: { ...contract, projectName: '△△工事' }, guarantee: guarantees[0] };
    expect(await command(service, prepayment, 'resubmit', { by: 'contractor', content })).toMatchObject({
      state: 'applied',
    });
    const told = { guaranteeId: contractGuarantee, kind: 'shared-facts-changed' };
    expect(await service.db.event.count({ where: told })).toBe(1);
  });

  test('are frozen by a sibling’s approval, and free again when it is declined after all', async () => {
    const { prepayment, contractGuarantee } = await apply(service);
    await command(service, prepayment, 'return', { content: { reason: '工事名をご確認ください。' } });
    await command(service, contractGuarantee, 'approve');
    const { contract, guarantees } = buildExample(new Date());
    const content = { contract: { ...contract, projectName: '△△工事' }, guarantee: guarantees[0] };
    const resubmitted = await command(service, prepayment, 'resubmit', { by: 'contractor', content });
    expect(resubmitted).toMatchObject({ refusal: 'shared-facts-must-not-change-after-approval' });
    const unchanged = { contract, guarantee: guarantees[0] };
    expect(await command(service, prepayment, 'resubmit', { by: 'contractor', content: unchanged })).toMatchObject({
      state: 'applied',
    });
  });

  test('a prepayment held until the signing goes on once the day is signed, its sibling long approved', async () => {
    const hold = (holdUntilSigned: boolean) =>
      service.owner.productSetting.update({ where: { product: 'prepayment' }, data: { holdUntilSigned } });
    await hold(true);
    const { prepayment, contractGuarantee } = await apply(service, planned() as never);
    await command(service, contractGuarantee, 'approve');
    await untilStage(service, contractGuarantee, 'posted');
    expect(await command(service, prepayment, 'approve')).toMatchObject({ refusal: 'contract-must-be-signed' });
    await command(service, prepayment, 'return', { content: { reason: '締結の日をお知らせください。' } });
    const { contract, guarantees } = buildExample(new Date());
    const signed = { contract, guarantee: guarantees[0] };
    expect(await command(service, prepayment, 'resubmit', { by: 'contractor', content: signed })).toMatchObject({
      state: 'applied',
    });
    expect(await command(service, prepayment, 'approve')).toMatchObject({ state: 'applied' });
    await untilStage(service, prepayment, 'posted');
    await hold(false);
  });
});
