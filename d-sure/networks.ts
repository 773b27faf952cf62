/** Networks in CIDR notation, as an authority's administrator lists them: 203.0.113.0/24, 2001:db8::/48. */
import { BlockList, isIP, isIPv4 } from 'node:net';
import { Refusal } from '../domain/refusals.ts';

/** Wider than this is no restriction: a whole region of the internet. */
const widest = { ipv4: 16, ipv6: 32 } as const;
export const maxNetworks = 50;

/**
 * The networks in the text, one a line or separated by commas; an address by itself is a network of one.
 *
 * Refuses: `network-must-be-readable`, `network-must-be-narrow-enough`, `network-must-be-given`.
 */
export function readNetworks(typed: string): string[] {
  const parts = typed.normalize('NFKC').split(/[\s,、]+/);
  const networks = [...new Set(parts.filter((part) => part !== '').map(readNetwork))];
  if (networks.length === 0 || networks.length > maxNetworks)
    throw new Refusal('network-must-be-given', { field: 'networks' });
  return networks;
}

/** Whether the address, as the connection gives it, lies in one of the networks. */
export function networksHold(networks: readonly string[], address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIP(plain) === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits = ''] = network.split('/');
    list.addSubnet(base, Number(bits), isIPv4(base) ? 'ipv4' : 'ipv6');
  }
  return list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}

function readNetwork(part: string): string {
  const [, base = '', bits] = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(part) ?? [];
  const version = isIP(base);
  const length = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? length : Number(bits);
  if (version === 0 || prefix > length) {
    throw new Refusal('network-must-be-readable', {
      field: 'networks',
      sentence: '「{part}」は読み取れません。203.0.113.0/24 のように入力してください。',
      values: { part: part.slice(0, 60) },
    });
  }
  if (prefix < (version === 4 ? widest.ipv4 : widest.ipv6))
    throw new Refusal('network-must-be-narrow-enough', { field: 'networks' });
  return `${base.toLowerCase()}/${prefix}`;
}
