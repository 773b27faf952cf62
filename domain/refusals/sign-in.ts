/** Every "no" about signing in, passwords and second factors, with the sentence a person reads: see ../refusals.ts. */
export const signInRefusals = {
  'tries-must-be-few': '続けて入力を誤ったため、しばらく受け付けを止めています。時間をおいてもう一度お試しください。',
  'sign-in-must-match': 'メールアドレスかパスワードが違います。もう一度入力してください。',
  'password-must-not-be-personal': 'メールアドレスや会社名などを含まない、別のパスワードにしてください。',
  'link-must-be-fresh': 'このリンクは期限が切れたか、すでに使われています。もう一度メールをお申し込みください。',
  'code-must-match': 'コードが違います。認証アプリに表示されている新しいコードを入力してください。',
  'recovery-code-must-match': '回復コードが違うか、すでに使われています。控えの別のコードを入力してください。',
  'sign-in-must-begin-anew': 'ログインの途中で時間が過ぎました。メールアドレスの入力からやり直してください。',
  'second-factor-must-be-off': '二段階認証はすでに有効です。やり直すときは、いったん無効にしてください。',
  'second-factor-must-be-on': '二段階認証が有効ではありません。設定からやり直してください。',
  'second-factor-code-must-match': 'コードが違います。アプリに今表示されている6桁の数字を入力してください。',
  'current-password-must-match': '今のパスワードが違います。もう一度入力してください。',
  'password-must-be-long-enough': 'パスワードは12文字以上にしてください。',
  'password-must-not-be-common': 'このパスワードは推測されやすいため使えません。別のものにしてください。',
  'passkey-must-match':
    'このパスキーではログインできませんでした。別のパスキーか、メールアドレスとパスワードでログインしてください。',
  'passkey-must-be-made-anew': 'パスキーを登録できませんでした。もう一度はじめからお試しください。',
  'passkey-must-be-used':
    '貴団体では、ログインに二段階認証が必要です。「パスキーでログインする」を押してください。パスキーをなくしたときは、管理者に二段階認証の解除を依頼してください。',
  'passkeys-must-be-few': 'パスキーは10個まで登録できます。使っていないものを削除してください。',
} as const satisfies Record<string, string>;
