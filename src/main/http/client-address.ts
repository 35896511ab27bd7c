import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The origin of a request, and whether somebody whom we do not believe said that it is from elsewhere. */
export interface From {
  readonly address: string;
  /** The address of who sent `X-Forwarded-For` without being a proxy of ours. */
  readonly unbelieved: string | null;
}

export type ClientOf = (request: IncomingMessage) => From;

/**
 * Where requests come from. A proxy of ours (`trusted`: addresses and networks) says it for its callers: the right-most
 * address in `X-Forwarded-For` that is no proxy of ours itself. What anybody else says there is not believed.
 */
export function clientsBehind(trusted: readonly string[]): ClientOf {
  const proxies = new BlockList();
  for (const one of trusted) {
    const [address = '', bits] = one.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  const isOurs = (address: string): boolean =>
    isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return (request) => {
    const peer = bare(request.socket.remoteAddress ?? '');
    const told = String(request.headers['x-forwarded-for'] ?? '');
    if (told === '') return { address: peer, unbelieved: null };
    if (!isOurs(peer)) return { address: peer, unbelieved: peer };
    const chain = told.split(',').map((one) => bare(one.trim()));
    const last = chain.findLast((one) => !isOurs(one));
    // Text that is no address was written by nobody we know; the nearest that can be named stands for it.
    return { address: last !== undefined && isIP(last) !== 0 ? last : peer, unbelieved: null };
  };
}

/** An IPv4 address in the clothes of IPv6, or with a port, is that address. */
function bare(address: string): string {
  const plain = /^\[(.*)\](:\d+)?$/.exec(address)?.[1] ?? address.replace(/^(\d+(\.\d+){3}):\d+$/, '$1');
  return plain.replace(/^::ffff:(?=\d+\.)/i, '').slice(0, 64);
}
