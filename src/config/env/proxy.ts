import { isIP } from 'node:net';
import { ConfigError } from '../config-error.ts';

/** Anybody on this very machine is ours. */
export const THIS_MACHINE: readonly string[] = ['127.0.0.0/8', '::1'];

/**
 * Addresses and networks of proxies that are believed about whom they pass on, beside this machine. Throws in plain
 * words for what is neither.
 */
export function proxiesOf(given: string): readonly string[] {
  const named = given.split(/[\s,]+/).filter(Boolean);
  const wrong = named.find((one) => !isAddressOrNetwork(one));
  if (wrong !== undefined)
    throw new ConfigError(
      `TRUSTED_PROXY: “${wrong}” is no address; write addresses or networks with commas between them, for example 172.18.0.0/16 or 10.0.0.5`,
    );
  if (named.some((one) => /\/0+$/.test(one)))
    throw new ConfigError(
      'TRUSTED_PROXY: a network that ends in /0 is everybody, and then anybody can say to be somebody else; name your proxy',
    );
  return [...THIS_MACHINE, ...named];
}

function isAddressOrNetwork(given: string): boolean {
  const [address = '', bits, ...more] = given.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}
