import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_WORDS } from '../../src/app/command-line/understand-command.ts';
import { createUseCases } from '../../src/app/handle-request.ts';
import type { Inbound, Outcome, UseCases } from '../../src/app/inbound.ts';
import { COMMANDS } from '../../src/app/registry.ts';
import type { Deps } from '../../src/app/request-context.ts';
import { parseRegionFile } from '../../src/config/region/region-file.ts';
import type { CaseState } from '../../src/domain/case/state.ts';
import { regionFiles } from '../../src/main/region-files.ts';
import { auditKeys } from '../../src/store/audit/audit.ts';
import { createStore } from '../../src/store/index.ts';
import { importRegion } from '../../src/store/regions/import.ts';
import { createTestDatabase } from '../support/database/test-database.ts';
import type { TestDatabase } from '../support/database/test-server.ts';
import {
  CONTACT,
  DIRECTOR,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  REGION_FILE,
  SCHOOL,
  SCHOOL_DEPUTY,
  TEAM,
  USERS,
} from '../support/people/in-slack.ts';
import { turnedClock } from '../support/schakel/clock.ts';
import { readingAlong } from '../support/schakel/region.ts';
import { argumentsFor, split } from './history.ts';
import { ACTORS, type Actor, MAY, OTHER_TEAM, PRESENT } from './who-may.ts';

const OTHER_REGION = REGION_FILE.replace('key: midden', 'key: noord')
  .replace('Regio Midden', 'Regio Noord')
  .replace(TEAM, OTHER_TEAM);
/** The agreement that the contact was not called about. */
const SECOND = 'Dagritme thuis';
const KEYS = auditKeys('a-secret-that-only-tests-know-0123456789abcdef');

describe('who may do what: every role, region and command', () => {
  let database: TestDatabase;
  let useCases: UseCases;
  let state: CaseState;
  let load: () => Promise<CaseState[]>;

  const give = (
    actor: { user: string; team: string },
    command: string,
    args: Record<string, unknown>,
  ): Promise<Outcome> =>
    useCases.handle({
      key: randomUUID(),
      platform: 'slack',
      workspaceExternalId: actor.team,
      userExternalId: actor.user,
      channel: null,
      request: { type: 'submit', command, ...split(command, args) },
    });

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = turnedClock('2027-01-11T10:00:00.000Z');
    for (const file of [REGION_FILE, OTHER_REGION]) {
      const parsed = parseRegionFile(file);
      if (!parsed.ok) throw new Error('region file');
      await importRegion(database.database, KEYS, readingAlong(parsed.region), clock.now().toISOString());
    }
    const store = createStore(database.database, KEYS, () => '2027-01-11');
    const quiet = (): void => undefined;
    const directory = {
      describe: async (_w: string, id: string) => ({
        name: USERS.find((u) => u.id === id)?.realName ?? id,
        email: null,
        language: null,
        guest: false,
        administrator: false,
        deactivated: false,
        bot: false,
      }),
    };
    const deps: Deps = {
      store,
      clock,
      newId: randomUUID,
      webUrl: null,
      files: regionFiles,
      directories: { slack: directory },
      log: { info: quiet, warn: quiet, error: quiet },
    };
    useCases = createUseCases(deps);
    load = async () =>
      store.cases(
        (
          await database.database.pool.query<{ id: string }>(
            'SELECT "id" FROM "case" ORDER BY "openedAt", "id"',
          )
        ).rows.map((r) => r.id),
      );
    await give(ACTORS.coordinator, 'case.open', { firstDay: '2027-01-04' });
    const caseId = (await load())[0]?.case.id ?? '';
    for (const [member, role] of [
      [LEAD, 'municipalCaseManager'],
      [SCHOOL, 'supportCoordinator'],
      [SCHOOL_DEPUTY, 'teacher'],
      [MOTHER, 'guardian'],
    ] as const) {
      await give(ACTORS.coordinator, 'participant.add', { caseId, member, role });
    }
    const swv = { member: DIRECTOR, role: 'educationPartnership', organisation: 'swv' };
    await give(ACTORS.coordinator, 'participant.add', { caseId, ...swv });
    await give(ACTORS.family, 'consent.answer', { caseId, party: 'swv', answer: 'no' });
    await give(ACTORS.lead, 'lead.accept', { caseId });
    const id = async (name: string): Promise<string> => {
      const [found] = await load();
      const person = found?.people.find((p) => p.name === USERS.find((u) => u.id === name)?.realName)?.id;
      return found?.participants.find((p) => p.personId === person)?.id ?? '';
    };
    await give(ACTORS.owner, 'deputy.set', { caseId, deputy: await id(SCHOOL_DEPUTY) });
    await give(ACTORS.lead, 'agreement.create', {
      caseId,
      title: 'Plan',
      doneWhen: 'af',
      owner: await id(SCHOOL),
      due: '2027-02-01',
    });
    const agreementId = (await load())[0]?.agreements[0]?.id ?? '';
    await give(ACTORS.lead, 'ladder.raise', { agreementId, rung: '3' });
    await give(ACTORS.coordinator, 'case.open', { firstDay: '2027-01-05' });
    const second = (await load()).find((c) => c.case.id !== caseId)?.case.id ?? '';
    await give(ACTORS.coordinator, 'participant.add', {
      caseId: second,
      member: MUNICIPALITY,
      role: 'careProvider',
    });
    await give(ACTORS.lead, 'agreement.create', {
      caseId,
      title: SECOND,
      doneWhen: 'af',
      owner: await id(MOTHER),
      due: '2027-02-01',
    });
    await database.database.pool.query(
      `UPDATE "room" SET "externalId" = 'C0CASE', "state" = 'open' WHERE "caseId" = $1 AND "audience" = 'case'`,
      [caseId],
    );
    const whole = (await load()).find((c) => c.case.id === caseId) as CaseState;
    expect(whole.agreements).toHaveLength(2);
    // What is pressed and typed below is about the first one, about which the contact was called.
    state = { ...whole, agreements: whole.agreements.slice(0, 1) };
    expect(state.escalations).toHaveLength(1);
    expect(state.participants.filter((p) => p.limitedSince !== null)).toHaveLength(1);
  });
  afterAll(() => database?.drop());

  /** Everything about this one case, and how its region is set up, that could have been written. */
  const written = async (): Promise<string> => {
    const { rows } = await database.database.pool.query('SELECT "key", "version", "config" FROM "region"');
    return JSON.stringify([(await load()).filter((c) => c.case.id === state.case.id), rows]);
  };
  const args = (command: string): Record<string, unknown> => {
    let n = 0;
    return argumentsFor(command, state, (from) => from[n++ % Math.max(1, from.length)], '2027-01-11');
  };

  it('every command names who may give it, and is in the table above', () => {
    expect([...COMMANDS.values()].filter((c) => c.who.length === 0).map((c) => c.name)).toEqual([]);
    expect([...COMMANDS.keys()].sort()).toEqual(Object.keys(MAY).sort());
  });

  const forbidden = Object.entries(MAY).flatMap(([command, may]) =>
    (Object.keys(ACTORS) as Actor[])
      .filter((actor) => !may.includes(actor))
      .map((actor) => [actor, command] as const),
  );

  it.each(forbidden)('%s cannot: %s', async (actor, command) => {
    const before = await written();
    const outcome = await give(ACTORS[actor], command, args(command));
    expect(await written()).toBe(before);
    expect(JSON.stringify(outcome)).not.toContain(state.agreements[0]?.title);
    // The contact knows the code: the alert they got names it.
    if (!PRESENT.includes(actor) && actor !== 'contact')
      expect(JSON.stringify(outcome)).not.toContain(state.case.code);
  });

  it.each([...COMMANDS.keys()])(
    'who sees only their own agreements reads and changes nothing of another by %s',
    async (command) => {
      const before = JSON.stringify((await load()).find((c) => c.case.id === state.case.id)?.agreements);
      const outcomes = [
        await give(ACTORS.limited, command, args(command)),
        await useCases.handle({
          key: randomUUID(),
          platform: 'slack',
          workspaceExternalId: TEAM,
          userExternalId: DIRECTOR,
          channel: null,
          request: { type: 'form', form: command, args: split(command, args(command)).args },
        }),
      ];
      expect(JSON.stringify(outcomes)).not.toContain(state.agreements[0]?.title);
      const [after] = (await load()).filter((c) => c.case.id === state.case.id);
      expect(JSON.stringify(after?.agreements)).toBe(before);
      expect(after?.confirmations).toEqual(state.confirmations);
    },
  );

  /** Everything the contact can ask of the application: each command, its form, each word typed in the channel itself. */
  const askedByContact = async (): Promise<string> => {
    const ask = (request: Inbound['request']): Promise<Outcome> =>
      useCases.handle({
        key: randomUUID(),
        platform: 'slack',
        workspaceExternalId: TEAM,
        userExternalId: CONTACT,
        channel: 'C0CASE',
        request,
      });
    const outcomes: Outcome[] = [];
    for (const name of COMMANDS.keys()) {
      if (name === 'escalation.acknowledge' || name === 'escalation.answer') continue;
      const about = { ...split(name, args(name)).args };
      outcomes.push(await ask({ type: 'form', form: name, args: about }));
      // What they may do is about themselves: how they are told of something, and in which language.
      if (MAY[name]?.includes('contact')) continue;
      outcomes.push(await ask({ type: 'submit', command: name, ...split(name, args(name)) }));
    }
    for (const word of COMMAND_WORDS)
      for (const text of [word, `${word} 2`])
        outcomes.push(await ask({ type: 'text', root: 'schakel', text }));
    outcomes.push(await ask({ type: 'home' }));
    return JSON.stringify(outcomes);
  };

  it('who was asked for help with one agreement reads of the case nothing else, whatever they press or type', async () => {
    const before = await written();
    const said = await askedByContact();
    for (const hidden of [SECOND, 'Moeder', 'Intern begeleider', 'Directeur samenwerkingsverband'])
      expect(said).not.toContain(hidden);
    expect(await written()).toBe(before);
  });

  it.each([...COMMANDS.values()].filter((c) => c.run.on !== 'region').map((c) => c.name))(
    'another region gets the same answer to %s as for something that does not exist',
    async (command) => {
      const real = args(command);
      const none = Object.fromEntries(
        Object.entries(real).map(([k, v]) => [k, /Id$/.test(k) ? randomUUID() : v]),
      );
      const there = ACTORS['the coordinator of another region'];
      expect(JSON.stringify(await give(there, command, real))).toBe(
        JSON.stringify(await give(there, command, none)),
      );
    },
  );

  it('who answered a call for help reads nothing of the case any more, not even its code', async () => {
    const escalationId = state.escalations[0]?.id;
    await give(ACTORS.contact, 'escalation.answer', { escalationId, answer: 'Dat kan.', solves: 'yes' });
    const said = await askedByContact();
    for (const hidden of [state.agreements[0]?.title, SECOND, state.case.code, 'Moeder'])
      expect(said).not.toContain(hidden);
    const again = await give(ACTORS.contact, 'escalation.answer', { escalationId, answer: 'Dat kan.' });
    expect(JSON.stringify(again)).toContain('Deze vraag is al beantwoord');
  });
});
