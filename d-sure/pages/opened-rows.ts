/** A row of the list of guarantees, in words: on the page and in the CSV. */
import { responseKindNames } from '../../domain/authority-response.ts';
import { locatorKindNames, locatorStateNames } from '../../domain/locator.ts';
import { productNames } from '../../domain/product.ts';
import type { CsvCell } from '../../web/csv.ts';
import type { ListedState, LocatorRow, OpenedRow, Source } from '../opened-list.ts';

export const sourceNames: Record<Source, string> = { certificate: '電子証書', locator: '他の確認サービス' };

export const stateNames: Record<ListedState, string> = { ...responseKindNames, ...locatorStateNames };

export const headings = [
  'どこで見るか',
  '保証契約番号',
  '閲覧URL',
  '種類',
  '引受会社',
  '工事名',
  '保証契約者',
  '保証金額',
  '見た履歴 No.',
  '状態',
  '最後に見た日時',
  'メモ',
];

export function cellsOf(
  row: OpenedRow | LocatorRow,
  words: (text: string) => string,
  instant: (at: Date) => string,
): CsvCell[] {
  const source = words(sourceNames[row.source]);
  const end = [words(stateNames[row.state]), instant(row.lastViewedAt), row.memo];
  if (row.source === 'locator') {
    const { url, kind, insurer, projectName, contractor, amountYen } = row;
    return [
      source,
      null,
      url,
      words(locatorKindNames[kind]),
      insurer,
      projectName,
      contractor,
      amountYen,
      null,
      ...end,
    ];
  }
  const { guaranteeNumber, data, seenRevision } = row;
  const product = data === null ? null : words(productNames[data.product]);
  const facts = [data?.surety.name, data?.projectName, data?.contractor, data?.guaranteeAmountYen];
  return [source, guaranteeNumber, null, product, ...facts.map((fact) => fact ?? null), seenRevision, ...end];
}

export function rowValues(row: OpenedRow | LocatorRow) {
  const { lastViewedAt, memo } = row;
  const shown = {
    lastViewedAt,
    memo,
    source: sourceNames[row.source],
    state: stateNames[row.state],
    mood: moods[row.state],
  };
  if (row.source === 'locator') {
    const { locatorId, insurer, projectName, contractor, amountYen } = row;
    const host = new URL(row.url).host;
    return {
      ...shown,
      locatorId,
      host,
      product: locatorKindNames[row.kind],
      insurer,
      projectName,
      contractor,
      amountYen,
    };
  }
  const { data, guaranteeNumber, seenRevision, hasNewer, grantId } = row;
  return {
    ...shown,
    guaranteeNumber,
    seenRevision,
    hasNewer,
    grantId,
    product: data === null ? '' : productNames[data.product],
    insurer: data?.surety.name ?? '',
    projectName: data?.projectName ?? '',
    contractor: data?.contractor ?? '',
    amountYen: data?.guaranteeAmountYen ?? null,
  };
}

export const moods: Record<ListedState, string> = {
  opened: 'waiting',
  accepted: 'done',
  unconfirmed: 'waiting',
  confirmed: 'done',
  'correction-asked': 'waiting-for-you',
};
