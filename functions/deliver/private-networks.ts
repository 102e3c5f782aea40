import { BlockList, isIP } from 'node:net';

/** Networks that no message to the outside has business in: private, link-local (metadata services), loopback, reserved. */
const privateNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  // Ways to write an address of IPv4, compatible and translated: a router inside could lead to any of them.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  // Teredo, and what else the IETF keeps for protocols.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['100::', 64],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  privateNetworks.addSubnet(network, prefix, 'ipv6');

/** Whether an address is of a network inside; one of IPv4 that is written as IPv6 counts as what it is. */
export function isPrivate(address: string): boolean {
  return privateNetworks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** The host of an address, without the brackets around one of IPv6. */
export function literalOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** Whether an address says by itself that it leads inside; where a name leads is seen at the moment of the connection. */
export function leadsInside(url: string): boolean {
  const name = literalOf(new URL(url)).replace(/\.$/, '');
  return isIP(name) === 0 ? /(?:^|\.)localhost$/.test(name) : isPrivate(name);
}
