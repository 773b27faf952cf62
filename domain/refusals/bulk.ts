/** Every "no" about a file of applications (一括申込), with the sentence a person reads: see ../refusals.ts. */
export const bulkRefusals = {
  'bulk-upload-must-exist': 'この一括申込はありません。すでに取り消されたか、番号が違います。一覧からご確認ください。',
  'bulk-uploads-must-be-few': '送信していない一括申込が多すぎます。使わないものを取り消してください。',
  'bulk-file-must-be-given': 'ファイルを選んでください。',
  'bulk-file-must-be-small-enough': 'ファイルが大きすぎます。2MB以下に分けてください。',
  'bulk-file-must-be-of-a-known-encoding':
    '文字コードを読み取れません。Excelの「CSV UTF-8」または「CSV（コンマ区切り）」で保存し直してください。',
  'bulk-file-must-be-readable-csv': '「"」の対応が正しくありません。Excelで開き、CSVとして保存し直してください。',
  'bulk-line-must-be-short-enough': '行が長すぎます。「"」の閉じ忘れがないかご確認ください。',
  'bulk-headings-must-be-ours': '1行目の見出しがひな形と違います。ひな形の見出しをそのままお使いください。',
  'bulk-rows-must-be-given': '申込の行がありません。3行目の例のように、1行に一つの申込を入力してください。',
  'bulk-rows-must-be-few': '一度に申し込めるのは500行までです。ファイルを分けてください。',
  'bulk-row-must-fit-its-headings': '見出しより右に値があります。列がずれていないかご確認ください。',
  'cell-must-not-begin-like-a-formula': '=、+、-、@ で始まる値は受け付けません。記号を外してください。',
  'choice-must-be-a-known-word': '決まった言葉で入力してください。',
  'control-number-must-be-once': '同じ管理番号が上の行にあります。行ごとに別の番号にしてください。',
  'control-number-must-be-free':
    'この管理番号は、別の内容ですでに申し込まれています。別の番号にするか、前回と同じ内容にしてください。',
} as const satisfies Record<string, string>;
