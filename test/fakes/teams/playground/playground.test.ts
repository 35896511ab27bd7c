import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createSeats, TENANT } from '../config.ts';
import { closed, freePort, listening } from '../connector/http.ts';
import { startPlayground } from './playground.ts';

const options = {
  botUrl: 'http://127.0.0.1:1/api/messages',
  tenant: { tenantId: TENANT, botId: '28:bot', aadGroupId: TENANT },
  seated: createSeats([]).seated,
};

describe('the Playground', () => {
  it('runs several at once, each on its own port', async () => {
    const all = await Promise.all([1, 2, 3].map(() => startPlayground(options)));
    expect(new Set(all.map(({ url }) => url)).size).toBe(3);
    for (const one of all) expect(await one.get('/_internal/v1/testConfig')).toHaveProperty('config');
    await Promise.all(all.map((one) => one.close()));
  });

  it('is not taken for ready on another port than was asked', async () => {
    const server = createServer();
    const port = Number(new URL(await listening(server)).port);
    await expect(startPlayground({ ...options, port })).rejects.toThrow(`port ${port} is taken`);
    await closed(server);
  });

  it('says why it does not start', async () => {
    const seated = options.seated.slice(0, 3);
    await expect(startPlayground({ ...options, seated })).rejects.toThrow(/must NOT have fewer than 5 items/);
  });

  it('is gone when it is closed', async () => {
    const port = await freePort();
    const one = await startPlayground({ ...options, port });
    expect(one.url).toBe(`http://127.0.0.1:${port}`);
    await one.close();
    await expect(one.get('/_debug/ping')).rejects.toThrow('ECONNREFUSED');
  });

  it('is quoted when it refuses something', async () => {
    const one = await startPlayground(options);
    await expect(one.post('/_conversation/v1/invoke', { name: 'unknown' })).rejects.toThrow(/invoke: 400/);
    await one.close();
  });
});
