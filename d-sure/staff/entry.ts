/** What a sign-in of the authority needs beside the password, as its administrator chooses. */
import { Refusal } from '../../domain/refusals.ts';
import { networksHold, readNetworks } from '../networks.ts';
import { entryRules, needsPasskey, type Person } from '../person.ts';
import type { Services } from '../services.ts';
import { keep } from './keeping.ts';

/**
 * The rule holds from now on, for sessions that are open too. It is one that lets the administrator who chose it in again.
 * Where it becomes a second factor, people whose only one is a passkey sign in anew: their sessions may have begun with
 * the password alone. Returns whether the administrator is one of them.
 *
 * Refuses: `field-must-be-given`, `network-must-be-given`, `network-must-be-readable`, `network-must-be-narrow-enough`,
 * `own-network-must-stay-inside`, `own-second-factor-must-be-set-up`.
 */
export async function chooseEntry(
  services: Services,
  person: Person,
  address: string,
  typed: { rule: string; networks: string },
): Promise<boolean> {
  const rule = entryRules.find((known) => known === typed.rule);
  if (rule === undefined) throw new Refusal('field-must-be-given', { field: 'rule' });
  const isLeftAsItIs = rule === 'second-factor' && typed.networks.trim() === '';
  const networks = isLeftAsItIs ? [] : readNetworks(typed.networks);
  if (rule === 'network' && !networksHold(networks, address))
    throw new Refusal('own-network-must-stay-inside', { field: 'networks' });
  if (rule === 'second-factor' && !person.hasSecondFactor && !person.hasPasskey)
    throw new Refusal('own-second-factor-must-be-set-up', { field: 'rule' });
  return keep(services, person, async (tables) => {
    await tables.authority.update({
      where: { id: person.authorityId },
      data: { entryRule: rule, networks, entryChosenAt: services.now() },
    });
    const isNewlyAsked = rule === 'second-factor' && person.entry.rule !== rule;
    if (isNewlyAsked) {
      const noApp = { OR: [{ twoFactorEnabled: false }, { twoFactorEnabled: null }] };
      const user = { authorityId: person.authorityId, passkeys: { some: {} }, ...noApp };
      await tables.session.deleteMany({ where: { user } });
    }
    const subject = rule === 'network' ? networks.join(', ') : '';
    return {
      kind: 'entry-changed',
      subject,
      result: isNewlyAsked && needsPasskey({ ...person, entry: { rule, networks } }),
    };
  });
}
