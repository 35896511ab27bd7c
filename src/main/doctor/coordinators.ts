import type { Person } from '../../domain/case/state.ts';
import type { LetterWay } from '../../domain/contact-details.ts';
import type { Region } from '../../domain/region/region.ts';
import type { Database } from '../../store/postgres/database.ts';
import { type Check, gap, good, wrong } from './check.ts';

/** The letters that can be sent from here. */
export type Can = Readonly<Record<LetterWay, boolean>>;

/** Whether anybody who runs the region hears what goes wrong, and can come in by themselves to do something about it. */
export async function checkCoordinators(
  database: Database,
  region: Region,
  people: readonly Person[],
  can: Can,
): Promise<Check[]> {
  const web = region.workspaces.find((w) => w.platform === 'web')?.id;
  const places = new Set(region.workspaces.map((w) => w.id));
  const known = region.file.people.flatMap((line) => {
    const person = people.find((p) => p.id === region.personIds[line.key]);
    if (!person || !region.coordinatorPersonIds.includes(person.id)) return [];
    const ids = person.identities.map((i) => i.workspaceId).filter((id) => places.has(id));
    const ways = [line.email && can.email, line.phone && can.sms].filter(Boolean).length;
    return ids.length === 0
      ? []
      : [{ key: line.key, id: person.id, isInChat: ids.some((id) => id !== web), ways }];
  });
  const byLetter = known.filter((one) => !one.isInChat);
  const own = await withOwnStep(database, byLetter);
  // A link goes one way and its code another; who has one way only comes in with a step of their own.
  const locked = byLetter.filter((one) => one.ways === 0 || (one.ways === 1 && !own.has(one.id)));
  return [
    heard(region, known.length, known.filter((one) => one.isInChat || one.ways > 0).length),
    ...(locked.length === 0
      ? []
      : [
          gap(
            `Region ${region.key}: coordinators who cannot sign in by themselves: ${locked.map((one) => one.key).join(', ')}`,
            `They need a link and a second step: both an e-mail address and a mobile number in the region file, with letters set up (docs/letters.md); or an app or passkey, which their own page offers. Until then: schakel sign-in ${locked[0]?.key}`,
          ),
        ]),
  ];
}

function heard(region: Region, known: number, reached: number): Check {
  const what = `Region ${region.key}: coordinators`;
  if (region.workspaces.some((w) => w.coordinatorChannel !== null)) return good(`${what} have their channel`);
  if (reached > 0) return good(`${what} that can be reached: ${reached}`);
  if (known > 0)
    return gap(
      `${what} get no message: they read what is asked only when they look on the web`,
      'Set up e-mail or SMS (docs/letters.md), or connect Slack or Teams.',
    );
  return wrong(
    `${what} cannot be reached`,
    'Give them their Slack member id ("slack:") or an e-mail address in the region file, or set coordinatorChannel.',
  );
}

async function withOwnStep(
  { pool }: Database,
  people: readonly { readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT DISTINCT "personId" AS "id"
     FROM "factor"
     WHERE "confirmedAt" IS NOT NULL
       AND "personId" = ANY($1::uuid[])`,
    [people.map((one) => one.id)],
  );
  return new Set(rows.map((r) => r.id));
}
