/** Every "no" about a request itself: its shape, key, size and rights, with the sentence a person reads: see ../refusals.ts. */
export const requestRefusals = {
  'idempotency-key-must-not-be-reused':
    '同じ Idempotency-Key で別の内容が送られました。新しいキーで送り直してください。',
  'request-must-be-readable': '送られた内容を読み取れません。形式をご確認ください。',
  'request-must-be-small-enough': '送られた内容が大きすぎます。小さくしてから送ってください。',
  'address-must-exist': 'このページは見つかりません。アドレスをご確認ください。',
  'cursor-must-be-one-of-ours': '続きの位置を読み取れません。前の応答にある値をそのまま送ってください。',
  'condition-must-be-readable': 'この条件を読み取れません。選択肢から選ぶか、短い言葉で入力し直してください。',
  'form-must-be-from-this-page': '画面の有効期限が切れました。もう一度開いてから操作してください。',
  'content-must-be-in-order': '送られた内容に直していただく項目があります。各項目の説明をご確認ください。',
  'page-must-be-of-a-possible-size': '一度に取得できるのは1件から200件までです。',
  'api-key-must-be-valid': 'APIキーを確認できません。有効なキーを Authorization: Bearer で送ってください。',
  'requests-must-be-few':
    'このAPIキーで1分間に送れる件数を超えました。Retry-After ヘッダーの秒数だけ待って、もう一度送ってください。',
  'scope-must-allow-this': 'このAPIキーでは、この操作はできません。権限のあるキーで送ってください。',
  'method-must-be-allowed': 'このアドレスでは、このメソッドは使えません。Allow ヘッダーをご確認ください。',
  'media-type-must-be-json': '内容は Content-Type: application/json（UTF-8）で送ってください。',
  'idempotency-key-must-be-given': 'Idempotency-Key ヘッダーを付けて送ってください。',
  'idempotency-key-must-be-printable': 'Idempotency-Key は印刷できるASCII文字1〜255文字にしてください。',
} as const satisfies Record<string, string>;
