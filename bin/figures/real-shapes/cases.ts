/** The generated applications with all that hangs on them. Source: domain.md, section 14 (volumes, seasons, sizes). */
import { authorityCount, branchCount, contractorCount } from './registers.ts';

const words = (text: string) => `('{${text.split(' ').join(',')}}'::text[])`;
const some = (text: string) => `${words(text)}[1 + floor(random() * ${text.split(' ').length})::int]`;
const works =
  '道路改良工事 舗装修繕工事 橋梁補修工事 橋梁耐震補強工事 下水道管渠布設工事 配水管布設替工事 河川改修工事 護岸復旧工事 急傾斜地崩壊対策工事 公園整備工事 小学校校舎耐震工事 中学校体育館屋根改修工事 庁舎空調設備更新工事 ガス管移設工事 照明灯LED化工事 除雪機械格納庫建築工事 トンネル設備更新工事 ため池改修工事 林道開設工事 漁港浚渫工事 測量業務委託 橋梁点検業務委託 実施設計業務委託';
const where =
  '市道 町道 県道 国道 村道 一級河川 準用河川 都市計画道路 第二 中央 本町 新田 上野原 下条 川端 駅前 西部 東部';
/** Of a thousand contracts of a year, by month (R-V1: September 12 %, February 4.5 %). */
const months = '{72,45,67,80,90,98,100,96,120,90,74,68}';

/** More people apply to some than to others. */
const skewed = (count: number) => `floor(${count} * power(random(), 2.5))::int`;
/** Days until a step is done, most of them soon. */
const days = (mean: number) => `interval '1 day' * least(-ln(1 - random()) * ${mean}, ${mean * 8})`;

export const caseRows: readonly string[] = [
  // A contract a row, in the order in which they were applied for; then its guarantees: 1 : 0.66 : 0.04 (R-V3).
  `CREATE TEMP TABLE shape_contract ON COMMIT DROP AS
   WITH day AS (
     SELECT on_day, ('${months}'::int[])[extract(month FROM on_day)] AS weight
     FROM generate_series(current_date - 1095, current_date - 1, interval '1 day') on_day WHERE extract(isodow FROM on_day) < 6
   ), share AS (SELECT on_day, weight * ($guarantees / 1.66) / sum(weight) OVER () AS wanted FROM day)
   SELECT row_number() OVER (ORDER BY applied_at) AS n, md5('shape-contract-' || $guarantees || row_number() OVER ())::uuid AS id,
     applied_at, contractor, authority, authority % ${branchCount} AS branch, random() < 0.66 AS with_contract_guarantee,
     random() < 0.04 AS with_midterm, round(exp(16.8 + 1.3 * sqrt(-2 * ln(1 - random())) * cos(6.2832 * random())) / 1000) * 1000 + 1000000 AS amount,
     ${some(where)} || (floor(random() * 900) + 1)::int || '号線' || ${some(works)} AS project
   FROM share, generate_series(1, ceil(wanted)::int) nth, LATERAL (
     SELECT (on_day + interval '9 hours' + random() * interval '8 hours') AT TIME ZONE 'Asia/Tokyo' AS applied_at,
       ${skewed(contractorCount)} AS contractor, ${skewed(authorityCount)} AS authority
     WHERE nth > 0
   ) at ORDER BY applied_at`,
  `CREATE TEMP TABLE shape_guarantee ON COMMIT DROP AS SELECT * FROM (
   SELECT row_number() OVER (ORDER BY c.n, product DESC) AS n, md5('shape-guarantee-' || $guarantees || c.n || product)::uuid AS id,
     c.id AS contract_id, c.applied_at, contractor, branch, authority, product,
     CASE product WHEN 'prepayment' THEN 0.4 WHEN 'midterm-prepayment' THEN 0.2 ELSE 0.1 END * amount AS amount,
     CASE WHEN random() < 0.34 + 0.2 * (c.n::float / count(*) OVER ()) THEN 'electronic' ELSE 'paper' END AS form,
     c.applied_at + ${days(0.6)} AS reviewed, random() AS fate, contractor % 5 < 2 AS batch,
     ${days(3)} AS until_paid, ${days(6)} AS until_submitted
   FROM shape_contract c, LATERAL (VALUES ('prepayment', true), ('contract-guarantee', with_contract_guarantee),
     ('midterm-prepayment', with_midterm)) AS wanted (product, is_wanted)
   WHERE is_wanted) AS all_of_them ORDER BY n DESC LIMIT $guarantees`,
  // How far each has come by now.
  `ALTER TABLE shape_guarantee ADD stage text, ADD since timestamptz, ADD issued timestamptz`,
  `UPDATE shape_guarantee SET issued = reviewed + CASE WHEN batch THEN interval '0' ELSE until_paid END + interval '20 seconds'`,
  `UPDATE shape_guarantee SET (stage, since) = (SELECT * FROM (SELECT
     CASE WHEN reviewed > now() THEN 'applied'
       WHEN fate < 0.004 THEN 'declined' WHEN fate < 0.02 THEN 'withdrawn'
       WHEN fate < 0.07 AND reviewed + ${days(2)} > now() THEN 'returned'
       WHEN amount > 100000000 AND reviewed > now() - interval '4 hours' THEN 'awaiting-second-approval'
       WHEN issued > now() THEN 'awaiting-fee'
       WHEN issued > now() - interval '20 seconds' OR fate > 0.9997 THEN CASE form WHEN 'paper' THEN 'dispatching' ELSE 'posting' END
       WHEN form = 'paper' THEN CASE WHEN issued + interval '5 hours' > now() THEN 'dispatching' ELSE 'dispatched' END
       WHEN issued + until_submitted > now() THEN 'posted' ELSE 'submitted' END) AS reached (stage),
     LATERAL (SELECT CASE WHEN stage = 'applied' THEN applied_at
       WHEN stage IN ('declined', 'withdrawn', 'returned', 'awaiting-second-approval', 'awaiting-fee') THEN reviewed
       WHEN stage = 'submitted' THEN issued + until_submitted WHEN stage = 'dispatched' THEN issued + interval '5 hours'
       ELSE issued END) AS moved (since))`,
  `INSERT INTO construction_contract (id, contractor_id, project_name, kind, works_number, authority_id, beneficiary_title,
     amount_yen, works_from_on, works_to_on, contract_on, contract_date_is, low_bid, prepayment_planned, created_at)
   SELECT id, md5('shape-contractor-' || contractor)::uuid, project, CASE WHEN project LIKE '%委託' THEN 'consulting' ELSE 'works' END,
     '第' || n || '号', 'shape-' || authority, (SELECT beneficiary_title FROM authority WHERE id = 'shape-' || authority),
     amount, applied_at::date + 20, applied_at::date + 60 + (random() * 330)::int, applied_at::date + 10,
     'planned', random() < 0.05, true, applied_at FROM shape_contract ORDER BY n`,
  `INSERT INTO application (id, receipt_number, contractor_id, construction_contract_id, branch_id, completion_mail, applied_by_id, applied_at)
   SELECT id, 'R-' || to_char(applied_at AT TIME ZONE 'Asia/Tokyo', 'YYYYMMDD') || '-' || (1000000 + n),
     md5('shape-contractor-' || contractor)::uuid, id, 'shape-' || branch, false, id, applied_at FROM shape_contract ORDER BY n`,
  `INSERT INTO guarantee (id, construction_contract_id, application_id, contractor_id, branch_id, authority_id, product, form, guarantee_number, created_at)
   SELECT id, contract_id, contract_id, md5('shape-contractor-' || contractor)::uuid, 'shape-' || branch, 'shape-' || authority, product, form,
     CASE WHEN stage IN ('posting', 'posted', 'submitted', 'dispatching', 'dispatched') THEN (41000 + branch) || '-' || lpad(n::text, 7, '0')
       || CASE product WHEN 'prepayment' THEN 'M' WHEN 'midterm-prepayment' THEN 'C' ELSE 'K' END END, applied_at
   FROM shape_guarantee ORDER BY n`,
  `INSERT INTO revision (guarantee_id, number, kind, stage, stage_since, run_started_at, amount_yen, fee_payment, fee_billed_to, paper_fee_statement,
     fee_yen, fee_table_version, approved_at, fee_paid_on, issued_at, arrived_at, dispatched_at, submitted_at)
   SELECT id, 1, 'new', stage, since, applied_at, floor(amount), CASE WHEN batch THEN 'monthly-batch' ELSE 'per-case' END, 'contractor', false,
     CASE WHEN is_approved THEN floor(amount * 0.0015) + 3000 END, CASE WHEN is_approved THEN 'SAMPLE-1' END,
     CASE WHEN is_approved THEN reviewed END, CASE WHEN is_issued AND NOT batch THEN issued::date END, CASE WHEN is_issued THEN issued END,
     CASE WHEN stage IN ('posted', 'submitted') THEN issued END, CASE WHEN stage = 'dispatched' THEN since END, CASE WHEN stage = 'submitted' THEN since END
   FROM shape_guarantee, LATERAL (SELECT stage NOT IN ('applied', 'returned', 'declined', 'withdrawn', 'awaiting-second-approval') AS is_approved,
     stage IN ('posting', 'posted', 'submitted', 'dispatching', 'dispatched') AS is_issued) far ORDER BY n`,
  // One in sixteen was amended later; a few of the amendments are under way.
  `INSERT INTO revision (guarantee_id, number, kind, stage, stage_since, run_started_at, amount_yen, fee_payment, fee_billed_to, paper_fee_statement, issued_at, arrived_at)
   SELECT id, 2, 'amendment', CASE WHEN amended > now() - interval '1 day' THEN 'applied' WHEN form = 'paper' THEN 'dispatched' ELSE 'submitted' END,
     amended, amended, floor(amount * 1.1), 'per-case', 'contractor', false, amended, CASE WHEN form = 'electronic' THEN amended END
   FROM shape_guarantee, LATERAL (SELECT issued + 0.9 * (now() - issued) * fate AS amended) later
   WHERE stage IN ('submitted', 'dispatched') AND n % 16 = 0 ORDER BY n`,
  `INSERT INTO event (id, guarantee_id, sequence, revision, kind, occurred_at, body_digest, previous_hash, hash)
   SELECT md5('shape-event-' || id)::uuid, id, 1, 1, 'applied', applied_at, '', '', md5(id::text) FROM shape_guarantee WHERE n % 10 = 0`,
  // What has to be done by when: domain/deadlines.ts, as if no register said otherwise.
  `INSERT INTO deadline (guarantee_id, revision, kind, due_on)
   SELECT shape.id, 1, due.kind, due_on FROM shape_guarantee shape JOIN construction_contract contract ON contract.id = contract_id,
   LATERAL (VALUES ('guarantee-ending', works_to_on, stage IN ('posted', 'submitted', 'dispatched')),
     ('submission-due', contract_on, stage NOT IN ('declined', 'withdrawn', 'submitted', 'dispatched')),
     ('fee-due', reviewed::date + 14, stage = 'awaiting-fee')) AS due (kind, due_on, is_open)
   WHERE is_open ORDER BY n`,
  // What is stuck at the service is stuck for three causes; some more were freed.
  `INSERT INTO incident (id, guarantee_id, revision, run_id, step, error_name, counterparty, fingerprint, detail, state, tries, first_seen_at, last_seen_at, closed_at, amount_yen)
   SELECT md5('shape-incident-' || id)::uuid, id, 1, 'guarantee/' || id || '/revision/1', 'post', error, 'd-sure', 'post × ' || error || ' × d-sure',
     '掲載が続けて失敗しています。', CASE WHEN stage = 'posting' THEN 'open' ELSE 'fixed' END, 8, since, since,
     CASE WHEN stage = 'posting' THEN NULL ELSE since + interval '1 hour' END, floor(amount)
   FROM shape_guarantee, LATERAL (SELECT ('{DSureUnavailable,DSureUnavailable,DSureTooSlow,DSureAnsweredWrongly}'::text[])[1 + n % 4] AS error) cause
   WHERE stage = 'posting' OR (form = 'electronic' AND n % 300 = 0)`,
];
