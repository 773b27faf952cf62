/** Every "no" about the accounts of a procurement authority and the way in, with the sentence a person reads: see ../refusals.ts. */
export const authorityAccountRefusals = {
  'network-must-be-the-authoritys':
    'このネットワークからはご利用いただけません。貴団体が登録したネットワークから接続してください。',
  'network-must-be-given': 'ネットワークを1件以上、50件以内で入力してください。',
  'network-must-be-readable': 'ネットワークを読み取れません。203.0.113.0/24 のように入力してください。',
  'network-must-be-narrow-enough': '範囲が広すぎます。IPv4は /16 以上、IPv6は /32 以上の長さで入力してください。',
  'own-network-must-stay-inside':
    '今お使いのネットワークが含まれていません。保存するとご自分も入れなくなるため、含めてから保存してください。',
  'own-second-factor-must-be-set-up':
    '先にご自分の二段階認証を設定してください。設定しないまま保存すると、次のログインで入れなくなるおそれがあります。',
  'last-second-factor-must-stay':
    '貴団体では、ログインに二段階認証が必要です。認証アプリを設定するか、別のパスキーを登録してから削除してください。',
  'start-code-must-match':
    'メールアドレスか開始コードが違うか、期限が切れています。管理者に新しい開始コードを依頼してください。',
  'passwords-must-be-alike': '二つのパスワードが一致しません。同じものを入力してください。',
  'authority-name-must-be-free':
    'この名前の発注者はすでに登録されています。利用者は、その発注者の管理者が画面から登録できます。',
  'department-name-must-be-free': '同じ名前の部署がすでにあります。別の名前にしてください。',
  'department-must-be-empty': 'この部署に所属する利用者がいます。先に異動または利用停止をしてください。',
  'department-must-be-chosen': '部署を一つ以上選んでください。',
  'right-must-be-known': '権限は「管理者」「担当者」「閲覧者」のいずれかにしてください。',
  'administrator-must-remain':
    'ログインできる管理者がいなくなります。先に別の方を管理者にし、パスワードの設定を済ませてもらってください。',
  'handover-must-be-a-csv-of-ours':
    '読み取れるCSVではありません。「現在の利用者をCSVで保存」で得たファイルを直して送ってください。',
  'handover-must-fit-the-present':
    '送られたあとに利用者や部署が変わりました。現在の利用者のCSVから作り直して、もう一度送ってください。',
  'handover-must-be-open': 'この人事異動はすでに反映または取り消されています。',
  'handover-day-must-not-be-past': '反映する日は今日以降にしてください。',
} as const satisfies Record<string, string>;
