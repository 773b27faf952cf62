/** Names of files that every system can save. */

/** The name without separators, control or direction characters. */
export function fileName(name: string): string {
  return name.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '_');
}
