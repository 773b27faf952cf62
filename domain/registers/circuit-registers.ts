/** The register of the circuits' settings: when each opens by itself, how it is tried, how it is let through again. */
import { counterpartyTitles } from '../circuit.ts';
import type { Register, RegisterField } from './register.ts';

/** Tries are kept for an hour: a longer window would look at nothing more. */
const anHour = 3600;

export const circuitRegisters: readonly Register[] = [
  {
    name: 'circuit-settings',
    title: '回路の設定',
    explanation:
      '相手先ごとに、どれだけ失敗したら自動で止め、どう試し、どう元の速さに戻すかです。変更は次の判定から使われ、今の開閉は変わりません。',
    source: '運用の決まり',
    key: ['counterparty'],
    recognisedBy: ['counterparty'],
    removable: false,
    fields: [
      {
        name: 'counterparty',
        title: '相手先',
        kind: 'choice',
        required: true,
        fixed: true,
        choices: { ...counterpartyTitles },
      },
      { name: 'automatic', title: '失敗が続いたら自動で止める', kind: 'flag' },
      number('failurePercent', '止める失敗の割合（%）', 100),
      number('leastTries', '判定に要る試行の数', 10_000),
      number('windowSeconds', '失敗を数える長さ（秒）', anHour),
      number('openSeconds', '止めてから試すまで（秒）', 86_400),
      number('probeEverySeconds', '試す間隔（秒）', anHour),
      number('probeSuccesses', '戻し始めるまでの成功の数', 1000),
      number('rampFromPerSecond', '戻し始めの速さ（1秒あたりの件数）', 1000),
      number('rampEverySeconds', '速さを倍にする間隔（秒）', anHour),
      number('rampUntilPerSecond', '元どおりとする速さ（1秒あたりの件数）', 10_000),
    ],
  },
];

/** A whole number from 1. */
function number(name: string, title: string, max: number): RegisterField {
  return { name, title, kind: 'number', required: true, min: 1, max };
}
