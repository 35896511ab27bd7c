import { type Config, ConfigError, readConfig } from '../../config/env/env.ts';
import { knownSecret } from '../../config/env/key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../store/postgres/database.ts';
import { systemClock } from '../clock.ts';
import type { Printed } from '../commands/commands.ts';
import { dataOn } from '../commands/with-data.ts';
import { type Data, reachData } from '../data.ts';
import { installationsOn, secretsOf } from '../installations.ts';
import { fitOfKey, RIGHT_KEY } from '../keys/right-key.ts';
import { type Check, line, wrong } from './check.ts';
import type { Can } from './coordinators.ts';
import { checkDatabase, checkDemonstration, checkKeyFits, checkMessages } from './database.ts';
import { checkLetters } from './letters.ts';
import { checkMachine } from './machine.ts';
import { checkProxy } from './proxy.ts';
import { checkRegions } from './regions.ts';
import { checkSlack, type SlackTools } from './slack.ts';
import { checkInstallations, type InstallationTools } from './slack-installations.ts';
import { checkTeams, type TeamsTools } from './teams.ts';

type DoctorTools = SlackTools & InstallationTools & TeamsTools;

/**
 * Looks at everything an installation needs, one line each, and says what to do about what is wrong. Changes nothing;
 * without DATABASE_URL it does start the included PostgreSQL. `ok` only when nothing is wrong.
 */
export async function examine(
  env: Readonly<Record<string, string | undefined>>,
  tools: DoctorTools,
  clock: Clock = systemClock,
): Promise<Printed> {
  const checks = await allChecks(env, tools, clock);
  const faults = checks.filter(({ mark }) => mark === 'wrong').length;
  const summary = faults === 0 ? 'Nothing is wrong.' : `Wrong: ${faults}. What to do stands below each ✘.`;
  return { ok: faults === 0, lines: [...checks.map(line), '', summary] };
}

async function allChecks(
  env: Readonly<Record<string, string | undefined>>,
  tools: DoctorTools,
  clock: Clock,
): Promise<Check[]> {
  const config = configOf(env);
  if (Array.isArray(config)) return config;
  const machine = [
    { mark: 'good', what: 'Environment: every variable can be read' } as const,
    ...checkMachine(config),
    ...(await checkLetters(config)),
    ...(await checkProxy(config)),
    ...(await checkTeams(config.teams, tools)),
  ];
  const data = await reachData(config, () => undefined).catch((error: Error) => error);
  if (data instanceof Error) {
    const database = wrong('The database does not start or its address is wrong', data.message);
    return [...machine, database, ...(await checkSlack(config, tools, null))];
  }
  try {
    return [...machine, ...(await checkData(config, tools, data, clock))];
  } finally {
    await data.close();
  }
}

function configOf(env: Readonly<Record<string, string | undefined>>): Config | Check[] {
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').map((said) => {
      const [variable = '', ...rest] = said.split(': ');
      return wrong(`Environment: ${variable}`, rest.join(': '));
    });
  }
}

async function checkData(
  config: Config,
  tools: DoctorTools,
  { database }: Data,
  clock: Clock,
): Promise<Check[]> {
  const { checks, answers, usable } = await checkDatabase(database);
  const slack = (known: Database | null): Promise<Check[]> => checkSlack(config, tools, known);
  // With another key nothing else that was found would mean anything; also of a database that still has to be brought
  // up to date, which a start with this key would refuse.
  const isWrongKey = answers && (await fitOfKey(database, config)) === 'unknown';
  if (isWrongKey) return [...checks, wrongKey(config), ...(await slack(usable ? database : null))];
  if (!usable) return [...checks, ...(await slack(null))];
  // Without a key nothing is made yet that it could fit; making one is for the start, not for a look.
  const hasKey = knownSecret(config.key, config.dataDir) !== null;
  const known = hasKey ? dataOn(database, config, clock) : null;
  return [
    ...checks,
    ...(await checkDemonstration(database)),
    ...(known ? await checkKeyFits(database, known.keys) : []),
    ...(known ? await checkRegions(database, known.store, lettersOf(config), clock.now()) : []),
    ...(await slack(database)),
    ...(config.slack && known
      ? await checkInstallations(
          config.slack,
          tools,
          database,
          installationsOn(database, secretsOf(config), clock),
          clock.now(),
        )
      : []),
    ...(await checkMessages(database, clock.now())),
  ];
}

function lettersOf({ mail, sms }: Config): Can {
  return { email: Boolean(mail), sms: Boolean(sms) };
}

function wrongKey({ key, dataDir }: Config): Check {
  return wrong(
    knownSecret(key, dataDir) === null
      ? 'There is no key here, and this database was made with one: Schakel does not start without it'
      : 'The key is not the one that the audit was made with: Schakel does not start with it',
    RIGHT_KEY,
  );
}
