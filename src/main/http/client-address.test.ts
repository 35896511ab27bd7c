import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { proxiesOf, THIS_MACHINE } from '../../config/env/proxy.ts';
import { clientsBehind } from './client-address.ts';

const request = (remoteAddress: string, told?: string): IncomingMessage =>
  ({
    socket: { remoteAddress },
    headers: told === undefined ? {} : { 'x-forwarded-for': told },
  }) as unknown as IncomingMessage;

describe('where a request comes from', () => {
  const clientOf = clientsBehind(proxiesOf('172.18.0.0/16, 10.0.0.5 2001:db8:1::/48'));
  it.each([
    ['who comes directly is who they are', '198.51.100.7', undefined, '198.51.100.7'],
    ['who comes directly is not believed', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['somebody near is not believed either', '192.168.1.4', '203.0.113.9', '192.168.1.4'],
    ['a proxy says who called it', '172.18.0.3', '203.0.113.9', '203.0.113.9'],
    [
      'what the caller wrote before that counts for nothing',
      '10.0.0.5',
      '1.1.1.1, 203.0.113.9',
      '203.0.113.9',
    ],
    ['of two proxies the one before says it', '127.0.0.1', '1.1.1.1, 203.0.113.9, 172.18.4.4', '203.0.113.9'],
    ['a proxy over IPv6', '2001:db8:1::8', '2001:db8:2::1', '2001:db8:2::1'],
    ['IPv4 in the clothes of IPv6', '::ffff:172.18.0.3', '::ffff:203.0.113.9', '203.0.113.9'],
    ['an address with a port', '172.18.0.3', '203.0.113.9:4711', '203.0.113.9'],
    ['what is no address', '172.18.0.3', '<script>', '172.18.0.3'],
    ['nothing but proxies', '172.18.0.3', '172.18.0.9', '172.18.0.3'],
  ])('%s', (_what, peer, told, address) => {
    expect(clientOf(request(peer, told)).address).toBe(address);
  });

  it('says whom it did not believe, so that a proxy that was forgotten is noticed', () => {
    const alone = clientsBehind(THIS_MACHINE);
    expect(alone(request('172.18.0.3', '203.0.113.9'))).toEqual({
      address: '172.18.0.3',
      unbelieved: '172.18.0.3',
    });
    expect(alone(request('::1', '203.0.113.9')).unbelieved).toBeNull();
    expect(alone(request('172.18.0.3')).unbelieved).toBeNull();
  });
});
