/** What contractor and branch write each other about a guarantee. */
import { z } from 'zod';
import type { AuthenticationKey } from './authentication-key.ts';
import { messageField } from './fields.ts';
import { normaliseWidth } from './text.ts';

export const messageSides = ['contractor', 'surety'] as const;
export type MessageSide = (typeof messageSides)[number];

export const messageContentSchema = z.strictObject({
  words: messageField('What is to be said. Line breaks are fine. Never the authentication key.'),
  correctionRequestId: z
    .uuid()
    .optional()
    .meta({ description: 'The correction request that this answers: it counts as answered from then on. Staff only.' }),
});
export type MessageContent = z.infer<typeof messageContentSchema>;

/** Whether the words tell the key, however it is spaced: the other side must not read it. Source: R-K3. */
export function tellsKey(words: string, key: AuthenticationKey): boolean {
  return normaliseWidth(words)
    .replace(/[\s\p{Pd}]/gu, '')
    .includes(key.reveal());
}
