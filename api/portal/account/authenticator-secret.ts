/** The secret of an authenticator app, as the page shows it: a 2D code, and letters in groups of four to type. */
import { codePicture } from '../../../web/code-picture.ts';

/** What the page takes. `uri` is what the app reads (otpauth://); the form carries it, for when the first code is wrong. */
export function secretOf(uri: string) {
  const letters = new URL(uri).searchParams.get('secret') ?? '';
  return { uri, groups: letters.match(/.{1,4}/g) ?? [], picture: codePicture(uri) };
}

/** Whether a form's field may be shown as a secret again. */
export function isSecretUri(text: string): boolean {
  return text.length <= 800 && text.startsWith('otpauth://totp/') && URL.canParse(text);
}
