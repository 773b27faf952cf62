/** A decision that is a command to the case: approve, return, decline. */
import type { CommandName } from '../../../domain/commands.ts';
import { findCommand } from '../../../prisma/commands.ts';
import { press, pressed } from '../../portal/pressed.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';
import { type Decision, decision, type Pressing } from './decision.ts';

/** Refuses: as `decision`, and whatever the command is refused with. */
export function commandDecision<Typed, Content extends object>(
  services: OperationsServices,
  command: CommandName,
  about: Omit<Decision<Typed, Content>, 'told' | 'isAgain' | 'press'>,
) {
  const sent = ({ response, view, key, content }: Pressing<Content>) => {
    const { userId, by } = personIn(response);
    return { userId, by, key, name: command, guaranteeId: view.id, revision: view.revision, content };
  };
  return decision<Typed, Content>(services, {
    ...about,
    told: command,
    isAgain: async (pressing) => (await findCommand(services.db, pressed(sent(pressing)))) !== null,
    press: (pressing) => press(services, sent(pressing), pressing.view.stage),
  });
}
