/** What a page shows of submissions: by which channel, when. */
import type { SubmissionChannel } from '../../../domain/submission-profile.ts';
import type { FollowedGuarantee } from '../../../prisma/followed-guarantee.ts';

export const channelNames: Record<SubmissionChannel, string> = {
  email: '電子メール',
  'e-contract': '電子契約システム',
  'web-form': '発注者のWebフォーム',
  fax: 'ファクシミリ',
  print: '印刷して持参・郵送',
};

/** Oldest first. One that the authority's acceptance implied names no channel. */
export function submissionsOf({ submissions }: FollowedGuarantee) {
  return submissions.map(({ channel, revision, submittedAt }) => ({
    revision,
    submittedAt,
    channel: channel in channelNames ? channelNames[channel as SubmissionChannel] : '発注者の受領により提出済み',
  }));
}
