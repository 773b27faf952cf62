/** Which passwords are good enough: long, and not among those that everybody tries. The list is offline; nothing is asked of anybody. */
import { dictionary } from '@zxcvbn-ts/language-common';

export const minPasswordLength = 12;
export const maxPasswordLength = 256;

export type PasswordProblem = 'too-short' | 'too-long' | 'common';

/** What is wrong with the password for this account, or null. Source: NIST SP 800-63B, 3.1.1.2. */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  if ([...password].length < minPasswordLength) return 'too-short';
  if (password.length > maxPasswordLength) return 'too-long';
  return isCommon(password.normalize('NFKC').toLowerCase(), email.toLowerCase()) ? 'common' : null;
}

const common = new Set(dictionary['passwords-common']);

/** A known one, one with digits and signs around it, the same letters again and again, or the mail address. */
function isCommon(password: string, email: string): boolean {
  const letters = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (common.has(password) || common.has(letters) || letters === '') return true;
  if (/^(.{1,6}?)\1+$/u.test(password)) return true;
  const [name = ''] = email.split('@');
  return name.length > 3 && password.replaceAll(name, '').length < minPasswordLength / 2;
}
