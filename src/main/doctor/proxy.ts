import type { Config } from '../../config/env/env.ts';
import { type Check, gap, good, wrong } from './check.ts';

const PATIENCE_MS = 2_000;
const NEAR = /^([\d.]+|[\da-f:]+) sends X-Forwarded-For/i;
const FAR = /^nearly all requests come through ([\d.]+|[\da-f:]+),/i;

/** Says who is believed about where people come from, and what a Schakel that runs here saw of it. */
export async function checkProxy({
  publicUrl,
  trustedProxies,
  port,
}: Pick<Config, 'publicUrl' | 'trustedProxies' | 'port'>): Promise<Check[]> {
  const said = await whatItSays(port);
  const seen = unnamed(NEAR.exec(said)?.[1], FAR.exec(said)?.[1]);
  if (seen) return [seen];
  if (trustedProxies) return [good(`TRUSTED_PROXY: ${trustedProxies.join(', ')}`)];
  if (!publicUrl?.startsWith('https:')) return [];
  return [
    gap(
      'TRUSTED_PROXY: not set, so only a proxy on this machine is believed',
      'With the proxy in another container or machine, name its address or network; docs/running.md says how.',
    ),
  ];
}

/** A proxy that sends whom it asks for and is not believed. One on the internet may be anybody's, so nothing is wrong. */
function unnamed(near: string | undefined, far: string | undefined): Check | null {
  if (near)
    return wrong(
      `TRUSTED_PROXY: ${near} sends X-Forwarded-For and is not named in it`,
      `Everybody behind it counts as one place. If it is your proxy, set TRUSTED_PROXY=${near} or its network, and start again.`,
    );
  if (!far) return null;
  return gap(
    `TRUSTED_PROXY: nearly all requests come through ${far}, which sends X-Forwarded-For and is not named in it`,
    `Look at whoever runs your proxy whether that is its address. If it is, everybody behind it counts as one place: set TRUSTED_PROXY=${far} or its network, and start again. If it is not, it is a stranger who pretends: name nothing, and it is said no more within a day.`,
  );
}

/** Asks the running Schakel how it is reached; returns nothing when it does not run here. */
async function whatItSays(port: number): Promise<string> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { parts } = (await answer.json()) as { parts?: { proxy?: unknown } };
    return String(parts?.proxy ?? '');
  } catch {
    return '';
  }
}
