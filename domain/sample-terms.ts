/** Terms of use for a first look and for tests: invented, to be replaced by the surety company's own. */

export const sampleTerms = {
  version: '2026-04',
  validFrom: new Date('2026-03-31T15:00:00Z'),
  text: `# 第1条（目的）

この規約は、当社が提供するインターネット保証サービス（以下「本サービス」）を、ご契約の会社とその利用者の方にお使いいただくときの約束を定めます。

# 第2条（利用者）

本サービスは、会社の管理者が登録した利用者に限りお使いいただけます。メールアドレス、パスワード、認証アプリは利用者ごとに管理し、ほかの方と共有しないでください。

# 第3条（認証キーの取扱い）

認証キーは、電子証書を閲覧するための大切な情報です。発注者への提出のほかには、第三者に知らせないでください。知られたおそれがあるときは、すみやかに取扱いの支店へご連絡ください。

# 第4条（申込の内容）

お申し込みの内容は、事実のとおりに入力してください。保証契約は、当社の引受承認と発行の手続きによって成立します。

# 第5条（サービスの停止）

保守や障害のため、予告のうえ、またはやむを得ないときは予告なく、本サービスを停止することがあります。

# 第6条（記録）

当社は、利用者の操作の日時と内容を、手続きの証拠として記録し、必要な期間保管します。`,
  textEnglish: `# Article 1 (Purpose)

These terms say how companies and their people use the Internet guarantee service that we provide.

# Article 2 (People)

Only people whom the company's administrator has registered may use the service. Each keeps the e-mail address, password and authenticator app to himself or herself.

# Article 3 (Authentication keys)

An authentication key opens an electronic certificate. Tell it to nobody but the procurement authority that it is submitted to. If somebody else may know it, tell your branch without delay.

# Article 4 (Applications)

Applications say what is true. A guarantee contract is concluded by our approval and issuance.

# Article 5 (Interruptions)

We may interrupt the service for maintenance or because of a failure, with notice where that is possible.

# Article 6 (Records)

We record who did what and when, as evidence of the procedure, and keep these records for as long as they are needed.`,
} as const;
