/** Addresses for some people of an authority only. */
import type { RequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { mayAdminister, mayAnswer } from '../rights.ts';
import { personIn } from './signed-in.ts';

/** Readers look, and answer nothing. Refuses: `role-must-allow-this`. */
export const answerers: RequestHandler = (_request, response, next) => {
  if (!mayAnswer(personIn(response).right)) throw new Refusal('role-must-allow-this');
  next();
};

/** Refuses: `role-must-allow-this`. */
export const administrators: RequestHandler = (_request, response, next) => {
  if (!mayAdminister(personIn(response).right)) throw new Refusal('role-must-allow-this');
  next();
};
