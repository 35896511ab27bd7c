import { accountsOf, type RegionConfig } from '../../config/region/region-file.ts';
import type { Region } from '../../domain/region/region.ts';
import { linesHeldTwice, tiedByOthers } from '../../store/people/told-apart.ts';
import type { Database } from '../../store/postgres/database.ts';
import { type Check, gap } from './check.ts';

/** Finds what a region said of somebody of another one, before only the person could. */
export async function checkTied(database: Database): Promise<Check[]> {
  return (await tiedByOthers(database)).map(({ region, by, keys }) =>
    gap(
      `Region ${region}: of ${keys.length > 0 ? keys.join(', ') : 'somebody in its cases'} region ${by} alone said which e-mail address is theirs`,
      `Whoever has that address reads their cases in ${region}. Ask them otherwise than by it. If it is not theirs: take them out of these cases, change their line in the file of ${region} and read it, and add them again.`,
    ),
  );
}

/** One human as two people: of the address on the line, and of the account. */
export async function checkTwice(
  database: Database,
  region: Region,
  config: RegionConfig | undefined,
): Promise<Check[]> {
  if (!config) return [];
  const lines = config.people.flatMap((line) =>
    accountsOf(config, line).flatMap(({ workspace, externalId }) =>
      line.email && workspace ? [{ key: line.key, email: line.email, workspace, account: externalId }] : [],
    ),
  );
  const twice = await linesHeldTwice(database, region.id, lines);
  if (twice.length === 0) return [];
  return [
    gap(
      `Region ${region.key}: two people each, one with the address and one with the account: ${twice.join(', ')}`,
      'If it is one human, they make them one: sign in on the web by that address, press “Ander account koppelen”, and type the code in Slack or Teams. If not, take the address out of the line.',
    ),
  ];
}
