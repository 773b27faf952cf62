/** What a form carries so that sending it twice is doing it once. */
import { Refusal } from '../../domain/refusals.ts';

/** Refuses: `form-must-be-from-this-page`. */
export function formIdIn(sent: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(sent)) throw new Refusal('form-must-be-from-this-page');
  return sent;
}
