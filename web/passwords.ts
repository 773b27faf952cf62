/** The list of common passwords that comes with a package: nothing is asked of anybody. And the rule with this list, for a person of whom only the mail address is known. */
import { dictionary } from '@zxcvbn-ts/language-common';
import { longestPassword, passwordRefusal, shortestPassword } from '../domain/passwords.ts';

export const minPasswordLength = shortestPassword;
export const maxPasswordLength = longestPassword;

export type PasswordProblem = 'too-short' | 'too-long' | 'common';

/** What is wrong with the password for this account, or null. Source: NIST SP 800-63B, 3.1.1.2. */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  if (password.length > maxPasswordLength) return 'too-long';
  const refused = passwordRefusal(password, { name: '', company: '', email }, isCommonPassword, 'password');
  if (refused === null) return null;
  return refused.name === 'password-must-be-long-enough' ? 'too-short' : 'common';
}

/** Whether the word, in small letters, is among the passwords that leaked most often. */
export function isCommonPassword(word: string): boolean {
  return common.has(word);
}

const common: ReadonlySet<string> = new Set(dictionary['passwords-common']);
