/** A 振込入金通知 as a bank writes it, for tests: records of 200 characters, with a trailer that adds up. */

export interface Transfer {
  readonly reference?: string;
  /** YYMMDD in the year of 令和. */
  readonly on?: string;
  readonly yen: number;
  readonly payer: string;
  readonly note?: string;
  readonly cancelled?: boolean;
}

export function transferNotice(transfers: readonly Transfer[], lineBreak = '\r\n'): string {
  const kept = transfers.filter(({ cancelled }) => cancelled !== true);
  const cancelled = transfers.filter((transfer) => transfer.cancelled === true);
  const count = (some: readonly Transfer[]) => digits(some.length, 6) + digits(sum(some), 12);
  return [
    `1010081125081125081125${'0130'}${words('ﾏﾙﾏﾙ', 15)}${'001'}${words('ﾎﾝﾃﾝ', 15)}1${'1234567'}${words('ﾐﾗｲｹﾝｾﾂﾎｼﾖｳ(ｶ', 40)}`,
    ...transfers.map(data),
    `8${count(kept)}${count(cancelled)}`,
    `9${digits(transfers.length + 3, 10)}`,
  ]
    .map((record) => words(record, 200))
    .join(lineBreak);
}

function data({ reference = '', on = '081125', yen, payer, note = '', cancelled = false }: Transfer): string {
  const number = reference === '' ? '      ' : reference.padStart(6, '0');
  const from = `${words('ﾐﾎﾝ', 15)}${words('ﾎﾝﾃﾝ', 15)}`;
  return `2${number}${on}${on}${digits(yen, 10)}${digits(0, 10)}${digits(0, 10)}${words(payer, 48)}${from}${cancelled ? '1' : ' '}${words(note, 20)}`;
}

function sum(transfers: readonly Transfer[]): number {
  return transfers.reduce((total, { yen }) => total + yen, 0);
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function words(text: string, length: number): string {
  return text.padEnd(length, ' ');
}
