import { readConfig } from '../../src/config/env/env.ts';
import { systemClock } from '../../src/main/clock.ts';
import { createLogger } from '../../src/main/log.ts';
import { run } from '../../src/main/run.ts';
import { start } from '../../src/main.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** Schakel on another day: its clock runs as fast as the real one, `BENCH_AHEAD` ms before it. */
const ahead = Number(process.env.BENCH_AHEAD);
const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };
const config = readConfig(process.env);
/** A local Teams whose tokens are checked all the same, as those of a tenant are. */
const openIdUrl = process.env.BENCH_OPEN_ID;
const teams = config.teams.map((one) =>
  openIdUrl && one.local ? { ...one, local: { ...one.local, openIdUrl } } : one,
);
await run(() => start({ ...config, teams }, { clock }), createLogger(config.logLevel));
