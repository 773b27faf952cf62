/** Who the generated guarantees belong to: branches, authorities and companies. All invented, with names as they sound. */

const list = (words: string) => `('{${words.split(' ').join(',')}}'::text[])`;
/** One of the words, by a number. */
const pick = (words: string, number: string) => `${list(words)}[1 + (${number}) % ${words.split(' ').length}]`;

const places = '大川 高山 白石 中野 赤城 富岡 桜井 松原 青木 北沢 南条 東郷 西野 小金 藤沢 鶴見 亀山 岩瀬 若葉 緑川';
const place = (number: string) => pick(places, number);
const endings = '市 市 市 町 町 村';
const surnames =
  '佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 斎藤 髙﨑 松本 井上 木村 林 清水 山崎 森 池田';
const trades = '建設 建設 建設 土木 工業 組 興業 工務店 道路 電設 設備 造園';
const prefectures =
  '北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県';

/** How many of each a company of this size deals with (section 14: three companies share the country). */
export const branchCount = 24;
export const authorityCount = 1_200;
export const contractorCount = 20_000;

export const registerRows: readonly string[] = [
  `INSERT INTO branch (id, code, name, telephone, fax, address, series_prefix)
   SELECT 'shape-' || n, (41000 + n)::text, ${pick(prefectures, 'n')} || '支店', '000-000-0000', '000-000-0001',
     ${pick(prefectures, 'n')} || '見本市1番地', (41000 + n)::text
   FROM generate_series(0, ${branchCount - 1}) n ON CONFLICT DO NOTHING`,
  `INSERT INTO authority (id, name, reading, prefecture, class, beneficiary_title)
   SELECT 'shape-' || n, name, '', ${pick(prefectures, 'n')}, '市区町村', name || '長'
   FROM generate_series(0, ${authorityCount - 1}) n, LATERAL (
     SELECT ${place('n / 24')} || ${place('n / 7 + n / 480')} || ${pick(endings, 'n / 3')} AS name
   ) named ON CONFLICT DO NOTHING`,
  `INSERT INTO contractor (id, name, address, notification_address, monthly_batch)
   SELECT md5('shape-contractor-' || n)::uuid,
     CASE n % 3 WHEN 0 THEN '株式会社' ELSE '' END || ${pick(surnames, 'n')} || ${pick(trades, 'n / 22')}
       || CASE n % 3 WHEN 1 THEN '株式会社' WHEN 2 THEN '有限会社' ELSE '' END,
     ${pick(prefectures, 'n')} || '見本市' || n || '番地', 'shape-' || n || '@example.jp', n % 5 < 2
   FROM generate_series(0, ${contractorCount - 1}) n ON CONFLICT DO NOTHING`,
];
