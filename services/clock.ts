/** The time, as an argument: tests fix it. */

export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
