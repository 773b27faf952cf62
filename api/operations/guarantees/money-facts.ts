/** The money of a case as its file tells it: fee, due day, payment, the deposit that paid it, the month's bill. */
import type { CaseMoney } from '../../../prisma/case-money.ts';
import { dayText, yenText } from '../../../web/formats.ts';
import type { Speech } from '../application-facts.ts';

export function moneyFacts(money: CaseMoney, { language, t }: Speech) {
  const on = (day: string | null) => (day === null ? null : dayText(language, day));
  const yen = (amount: bigint | null) => (amount === null ? null : yenText(language, amount));
  const { deposit, bill } = money;
  return [
    { label: '保証料', value: yen(money.feeYen) },
    { label: '保証料の表の版', value: money.feeTableVersion },
    { label: '保証料支払方法', value: t(money.feePayment === 'monthly-batch' ? '一括納付' : '個別納付') },
    { label: '保証料請求先', value: money.billedTo },
    { label: '支払期限', value: on(money.dueOn) },
    { label: '入金日', value: on(money.paidOn) },
    {
      label: '充てた入金',
      value:
        deposit === null
          ? null
          : t('{on}　{payer}　{amount}（うち{allocated}）', {
              on: on(deposit.receivedOn),
              payer: deposit.payer,
              amount: yen(deposit.amountYen),
              allocated: yen(deposit.allocatedYen),
            }),
    },
    {
      label: '月の請求',
      value:
        bill === null
          ? null
          : t('{month}分　{amount}　期限 {due}　{paid}', {
              month: bill.monthOn.slice(0, 7),
              amount: yen(bill.amountYen),
              due: on(bill.dueOn),
              paid: bill.paidOn === null ? t('未払い') : t('{on} 支払い済み', { on: on(bill.paidOn) }),
            }),
    },
  ];
}
