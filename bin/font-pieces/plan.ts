/** Which characters share a piece of a web font: a page should fetch few pieces, and little that it does not show. */

export const weights = [400, 700] as const;
export type Weight = (typeof weights)[number];

/** The characters of one page, by weight. */
export type PageCharacters = Readonly<Record<Weight, ReadonlySet<string>>> & {
  /** Whether people see this page before any other: it should need one piece of each weight. */
  readonly isFirst: boolean;
};

/** For each weight the pieces. No character stands in two of one weight. */
export type Plan = Readonly<Record<Weight, readonly (readonly string[])[]>>;

/** Pieces of other pages are so small that a page fetches little of what it does not show. */
const charactersOfPiece = 60;

/** Of characters that no page here shows: words of errors and rare states, and names. */
const charactersOfRarePiece = 80;

const ascii = Array.from({ length: 95 }, (_, n) => String.fromCharCode(0x20 + n));

/**
 * The first piece holds all that first pages show. After it come the characters of the other pages, in the order of the
 * pages, so that what stands on one page lies together; then those of all other texts, and of the trade's names.
 */
export function planPieces(pages: readonly PageCharacters[], others: readonly string[]): Plan {
  const piecesOf = (weight: Weight) => {
    const charactersOf = (wanted: boolean) =>
      pages.filter(({ isFirst }) => isFirst === wanted).flatMap((page) => [...page[weight]].sort());
    const placed = new Set<string>();
    const unplaced = (characters: Iterable<string>) =>
      [...new Set(characters)].filter((each) => !placed.has(each) && placed.add(each) && each >= ' ');
    return [
      unplaced([...ascii, ...charactersOf(true)]),
      ...inParts(unplaced(charactersOf(false)), charactersOfPiece),
      ...inParts(unplaced([...others, ...namesOfTheTrade]), charactersOfRarePiece),
    ];
  };
  return { 400: piecesOf(400), 700: piecesOf(700) };
}

function inParts(characters: readonly string[], size: number): string[][] {
  const parts = Math.ceil(characters.length / size);
  return Array.from({ length: parts }, (_, n) => characters.slice(n * size, (n + 1) * size));
}

/** Prefectures, kinds of works and frequent family names: what people type into these pages. */
const namesOfTheTrade = new Set(
  [
    '北海道青森岩手宮城秋田山形福島茨城栃木群馬埼玉千葉東京神奈川新潟富山石川福井山梨長野岐阜静岡愛知三重滋賀京都大阪兵庫奈良和歌山',
    '鳥取島根岡山広島山口徳島香川愛媛高知福岡佐賀長崎熊本大分宮崎鹿児島沖縄市区町村郡役場庁局部課係室支店営業所事務組合企業団公社',
    '道路橋梁河川港湾空港鉄軌砂防治山林農地下水上水道管渠浄化槽舗装側溝護岸堤防浚渫法面擁壁造成電気機械設備空調給排水塗装防水解体',
    '新築増築改築改修補修補強修繕更新耐震維持除雪災害復旧測量設計地質調査監理学校庁舎病院住宅公園体育館保育園図書館消防署工場倉庫',
    '佐藤鈴木高橋田中伊渡辺山本村小林加吉斎松井清水阿部森池橋石前後長谷近坂遠福西太三岡和青藤原竹金内上野崎原丸谷今宮安',
    '株式会社有限合同特定建設共同企業体土木組興業産業開発技研総工務代表取締役社長専務常理事',
  ].flatMap((text) => [...text]),
);
