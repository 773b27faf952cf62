/** A device with passkeys, as the browser itself simulates one for tests (WebAuthn over its own protocol). */
import type { CDPSession, Page } from 'puppeteer';

export interface Device {
  /** Every passkey that the device keeps for the page. */
  credentials(): Promise<readonly { readonly credentialId: string; readonly signCount: number }[]>;
  /** The device as somebody copied it before: its passkeys count from here again. */
  countFrom(signCount: number): Promise<void>;
  /** Whether the finger, face or PIN is the person's. */
  verifies(isPerson: boolean): Promise<void>;
}

/** Plugged into this page's browser: it answers at once, for its person. */
export async function plugIn(page: Page): Promise<Device> {
  const session: CDPSession = await page.createCDPSession();
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const kept = async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  return {
    credentials: kept,
    async countFrom(signCount) {
      for (const credential of await kept()) {
        await session.send('WebAuthn.removeCredential', { authenticatorId, credentialId: credential.credentialId });
        await session.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount } });
      }
    },
    verifies: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}
