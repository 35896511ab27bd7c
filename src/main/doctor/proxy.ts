import type { Config } from '../../config/env.ts';
import { type Check, gap, good, wrong } from './check.ts';

const PATIENCE_MS = 2_000;

/** Who is believed about where people come from, and what a Schakel that runs here saw of it. */
export async function checkProxy({
  publicUrl,
  trustedProxies,
  port,
}: Pick<Config, 'publicUrl' | 'trustedProxies' | 'port'>): Promise<Check[]> {
  const seen = await whatItSaw(port);
  if (seen !== null)
    return [
      wrong(
        `TRUSTED_PROXY: ${seen} sends X-Forwarded-For and is not named in it`,
        `Everybody behind it counts as one person who comes too often. If it is your proxy, set TRUSTED_PROXY=${seen} or its network, and start again.`,
      ),
    ];
  if (trustedProxies) return [good(`TRUSTED_PROXY: ${trustedProxies.join(', ')}`)];
  if (!publicUrl?.startsWith('https:')) return [];
  return [
    gap(
      'TRUSTED_PROXY: not set, so only a proxy on this machine is believed',
      'With the proxy in another container or machine, name its address or network; docs/running.md says how.',
    ),
  ];
}

/** The address that the running Schakel does not believe; null: none, or it does not run here. */
async function whatItSaw(port: number): Promise<string | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { parts } = (await answer.json()) as { parts?: { proxy?: unknown } };
    return /^([\d.]+|[\da-f:]+) sends X-Forwarded-For/i.exec(String(parts?.proxy ?? ''))?.[1] ?? null;
  } catch {
    return null;
  }
}
