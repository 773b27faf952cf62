/** How far a sending is, in the words of a contractor's screens: what happened, and what to do. */
import type { SendingState } from '../../../domain/sending.ts';
import type { Stage } from '../../../domain/stages.ts';
import type { SendingView } from '../../../prisma/sendings.ts';

type Mood = 'moving' | 'done' | 'stuck' | 'waiting-for-you' | 'waiting';

const byYourself =
  'お急ぎのときは、提出セットを使って貴社のメールで送り、「提出しました」を記録してください。記録されると、このサービスからは送信しません。';

const words: Record<
  SendingState,
  { readonly mood: Mood; readonly word: string; readonly sentences: readonly string[] }
> = {
  sending: {
    mood: 'moving',
    word: '送信中',
    sentences: ['発注者へ送信しています。この画面を閉じても送信は続きます。'],
  },
  sent: {
    mood: 'done',
    word: '送信しました',
    sentences: [
      '送信した日時で、電子メールによる提出を記録しました。発注者の確認の結果は、保証のページに表示されます。',
    ],
  },
  refused: {
    mood: 'stuck',
    word: '送信できませんでした',
    sentences: ['メールサーバーが、登録されている宛先を受け付けませんでした。支店で宛先を確認しています。', byYourself],
  },
  stuck: {
    mood: 'stuck',
    word: '送信できていません',
    sentences: ['メールを送れない状態が続いています。担当者が対応し、送信をやり直します。', byYourself],
  },
  overtaken: {
    mood: 'waiting',
    word: '送信を取りやめました',
    sentences: ['別の方法での提出が先に記録されたか、保証の内容が新しくなったため、送信していません。'],
  },
  'register-changed': {
    mood: 'waiting-for-you',
    word: '送信していません',
    sentences: [
      '送信する前に、発注者の登録が変わりました。確認していただいた宛先ではなくなったため、送信していません。',
    ],
  },
  'given-up': {
    mood: 'waiting-for-you',
    word: '送信できませんでした',
    sentences: [
      'メールを送れなかったため、支店が送信を取りやめました。もう一度送るか、提出セットを使って貴社のメールで送ってください。',
    ],
  },
};

const mayHaveArrived =
  '取りやめる前にメールサーバーへ送りはじめていたため、発注者に届いている場合があります。発注者へご確認ください。';

const nextWhile: Partial<Record<SendingState, string>> = {
  sending: '発注者へ送信しています。この画面を閉じても送信は続きます。',
  sent: '発注者へ送信しました。提出を記録しています。',
};

/** What happens next while a case that waits for its submission is being sent; null where that says nothing of it. */
export function nextWhileSending(stage: Stage, sending: SendingView | null): string | null {
  return stage === 'posted' && sending !== null ? (nextWhile[sending.state] ?? null) : null;
}

/** What a page shows of it; null: none was asked for. */
export function sendingCard(sending: SendingView | null) {
  if (sending === null) return null;
  const { mood, word, sentences } = words[sending.state];
  const dropped =
    sending.state !== 'sent' && sending.state !== 'sending' && (mood === 'waiting' || mood === 'waiting-for-you');
  return {
    chip: { mood, word },
    at: sending.sentAt ?? sending.askedAt,
    isSent: sending.sentAt !== null,
    isSending: sending.state === 'sending',
    recipient: sending.recipient,
    sentences: dropped && sending.tried ? [...sentences, mayHaveArrived] : sentences,
  };
}
