/** Every register that a person keeps as rows. Fee tables have pages of their own, people and rights too. */
import { alertRegisters } from './alert-registers.ts';
import { authorityRegisters } from './authority-registers.ts';
import { circuitRegisters } from './circuit-registers.ts';
import { houseRegisters } from './house-registers.ts';
import type { Register } from './register.ts';

export const registers: readonly Register[] = [
  ...authorityRegisters,
  ...houseRegisters,
  ...alertRegisters,
  ...circuitRegisters,
];

/** The register of this name, or null. */
export function registerNamed(name: string): Register | null {
  return registers.find((register) => register.name === name) ?? null;
}
