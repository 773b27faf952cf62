/** What an authenticator's answers say, checked: for one portal, by its origin, with the person verified by the device. */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { AskedForPasskey, NewPasskey } from '../../domain/passkeys.ts';
import type { PasskeyStore } from './store.ts';

/** How long a device may take to answer, as the browser is told too. */
const answerMinutes = 5;

/** Browsers make passkeys for names alone, not for network addresses. */
export function passkeysArePossible(origin: string): boolean {
  return isIP(new URL(origin).hostname.replace(/^\[|\]$/g, '')) === 0;
}

export type PasskeyAnswers = ReturnType<typeof passkeyAnswers>;

export interface PasskeyPortal {
  /** As devices call the service to their people. */
  readonly portalName: string;
  /** The public origin: passkeys belong to its host name. */
  readonly origin: string;
}

export function passkeyAnswers(store: PasskeyStore, { portalName, origin }: PasskeyPortal) {
  const rpID = new URL(origin).hostname;
  const expected = { expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true };
  const timeout = answerMinutes * 60_000;
  const keep = (challenge: string, asked: AskedForPasskey) =>
    store.keepQuestion(digestOf(challenge), asked, new Date(Date.now() + timeout));
  const take = ({ challenge }: { readonly challenge: string }) => store.takeQuestion(digestOf(challenge), new Date());
  return {
    /** The question for a new passkey of this person, by this name. */
    async askForNew(person: { readonly userId: string; readonly email: string; readonly name: string }, name: string) {
      const own = await store.credentials(person.userId);
      const options = await generateRegistrationOptions({
        rpName: portalName,
        rpID,
        userID: new TextEncoder().encode(person.userId),
        userName: person.email,
        userDisplayName: person.name,
        attestationType: 'none',
        excludeCredentials: own.map(({ credentialId: id, transports }) => ({ id, transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        timeout,
      });
      await keep(options.challenge, { userId: person.userId, name });
      return options;
    },
    /** The passkey that was made for this person; null where the answer is not one to our question. */
    async made(userId: string, text: string): Promise<NewPasskey | null> {
      const answer = readAnswer(text);
      const asked = answer === null ? null : await take(answer);
      if (answer === null || asked === null || asked.userId !== userId || asked.name === null) return null;
      const response = answer.response as RegistrationResponseJSON;
      const told = await orNull(
        verifyRegistrationResponse({ response, expectedChallenge: answer.challenge, ...expected }),
      );
      if (told?.verified !== true) return null;
      const { id: credentialId, publicKey, counter, transports = [] } = told.registrationInfo.credential;
      return { name: asked.name, credentialId, publicKey, counter, transports };
    },
    /** The question to whoever is there. */
    async askForOne() {
      const options = await generateAuthenticationOptions({ rpID, userVerification: 'required', timeout });
      await keep(options.challenge, { userId: null, name: null });
      return options;
    },
    /**
     * Whose passkey answered; null where it is none of this portal, was removed, was copied (its counter does not grow),
     * or the answer is not one to a question of ours. An answer counts once.
     */
    async ownerOf(text: string): Promise<string | null> {
      const answer = readAnswer(text);
      const asked = answer === null ? null : await take(answer);
      if (answer === null || asked === null || asked.userId !== null) return null;
      const passkey = await store.byCredential(answer.id);
      if (passkey === null) return null;
      const credential = {
        id: passkey.credentialId,
        publicKey: passkey.publicKey,
        counter: Number(passkey.counter),
      };
      const response = answer.response as AuthenticationResponseJSON;
      const told = await orNull(
        verifyAuthenticationResponse({ response, expectedChallenge: answer.challenge, credential, ...expected }),
      );
      if (told?.verified !== true || !isHandleOf(response, passkey.userId)) return null;
      const isFirst = await store.used(passkey, told.authenticationInfo.newCounter, new Date());
      return isFirst ? passkey.userId : null;
    },
  };
}

/** The credential that an answer names, before anything is checked; empty where it cannot be read. */
export function credentialIn(text: string): string {
  return readAnswer(text)?.id ?? '';
}

const base64url = z.string().regex(/^[\w-]*$/);
const answerShape = z.object({
  id: base64url.max(1_400),
  rawId: base64url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().nullish(),
  clientExtensionResults: z.object({}),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url.optional(),
    authenticatorData: base64url.optional(),
    signature: base64url.optional(),
    userHandle: base64url.nullish(),
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
});

/** The answer, and the challenge that it says it answers; null where it has another shape. */
function readAnswer(text: string) {
  const read = answerShape.safeParse(parsed(text));
  if (!read.success) return null;
  const clientData = z
    .object({ challenge: base64url })
    .safeParse(parsed(Buffer.from(read.data.response.clientDataJSON, 'base64url').toString()));
  return clientData.success
    ? { response: read.data as unknown, challenge: clientData.data.challenge, id: read.data.id }
    : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The library tells what is wrong by throwing: whoever tries is told none of it. */
function orNull<T>(checking: Promise<T>): Promise<T | null> {
  return checking.catch(() => null);
}

/** The device tells whose passkey it is, too. */
function isHandleOf({ response }: AuthenticationResponseJSON, userId: string): boolean {
  return Buffer.from(response.userHandle ?? '', 'base64url').toString() === userId;
}

function digestOf(challenge: string): string {
  return createHash('sha256').update(challenge).digest('base64url');
}
