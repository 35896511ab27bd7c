import { readConfig } from '../src/config/env.ts';
import { systemClock } from '../src/main/clock.ts';
import { createLogger } from '../src/main/log.ts';
import { run } from '../src/main/run.ts';
import { start } from '../src/main.ts';
import type { Clock } from '../src/ports/clock.ts';

/** Schakel on another day: its clock runs as fast as the real one, from the instant in `BENCH_NOW`. */
const ahead = Date.parse(process.env.BENCH_NOW ?? '') - Date.now();
const clock: Clock = { ...systemClock, now: () => new Date(Date.now() + ahead) };
const config = readConfig(process.env);
await run(() => start(config, { clock }), createLogger(config.logLevel));
