/** Every "no" about incidents, bulk retries and circuits, with the sentence a person reads: see ../refusals.ts. */
export const incidentRefusals = {
  'stored-certificate-must-be-corrected-by-revision':
    '保存した証書の内容は変えられません。掲載した後に、訂正（新しい履歴）を申し込んでください。',
  'submission-address-must-come-from-the-register':
    '提出のメールは認証キーを運ぶため、ここではあて先を変えられません。発注者の提出方法の登録を直してから再実行してください。',
  'resolution-that-moves-money-must-be-approved-by-second-person':
    'お金が動く進め方は、2人目の承認なしには行えません。責任者にご相談ください。',
  'resolver-must-not-act-for-contractor':
    'ご自分の関わる会社の案件の進め方は決められません。別の担当者へ依頼してください。',
  'owner-must-be-staff': '担当者は保証事業会社の利用者から選んでください。',
  'cause-must-exist': 'この原因の停止は見つかりません。一覧を開き直してください。',
  'selection-must-hold-open-incidents':
    '選んだ中に、再実行を待っている停止がありません。一覧を開き直して選び直してください。',
  'bulk-retry-must-have-a-reason': '一括再実行の理由を入力してください。監査記録に残ります。',
  'bulk-retry-must-exist': 'この一括再実行は見つかりません。番号をご確認ください。',
  'bulk-retry-must-allow-this':
    'この一括再実行は、今の状態ではその操作ができません。画面を開き直して状態をご確認ください。',
  'circuit-must-exist': 'この相手先はありません。名前をご確認ください。',
  'circuit-must-not-be-closed': 'この回路は開いていません。画面を開き直して状態をご確認ください。',
  'finding-must-exist': 'この件は見つかりません。見回りの一覧からご確認ください。',
  'finding-must-be-open': 'この件はすでに解けたか、ありません。見回りの一覧からご確認ください。',
} as const satisfies Record<string, string>;
