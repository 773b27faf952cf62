/** The way of a guarantee as blocks/way shows it. */
import type { Party } from '../../domain/stages.ts';
import { type WayStep, wayPointNames } from '../../domain/way.ts';

/** `wordsOf` says whom the step where it stands waits for, as the portal's readers have it. */
export function wayPicture(steps: readonly WayStep[], wordsOf: (party: Party) => string) {
  return steps.map(({ point, state, waitsFor }) => ({
    title: wayPointNames[point],
    isPassed: state === 'done',
    isCurrent: state === 'now',
    isStopped: state === 'stopped',
    waitsFor: waitsFor === null ? null : wordsOf(waitsFor),
  }));
}
