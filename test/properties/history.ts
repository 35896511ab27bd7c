import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { createUseCases } from '../../src/app/handle-request.ts';
import { COMMANDS } from '../../src/app/registry.ts';
import type { Deps } from '../../src/app/request-context.ts';
import { parseRegionFile } from '../../src/config/region/region-file.ts';
import { addDays, localDate } from '../../src/domain/calendar/index.ts';
import type { CaseState } from '../../src/domain/case/state.ts';
import type { CommandName } from '../../src/domain/command-names.ts';
import { BY_PHONE } from '../../src/domain/rules/by-phone/by-phone.ts';
import { HOW_OFTEN } from '../../src/domain/rules/family/asked-on.ts';
import {
  ABSENCE_CATEGORIES,
  AGE_BANDS,
  AGREEMENT_KINDS,
  APPEAL_ANSWERS,
  AUTHORITY_CHECKS,
  BLOCKER_CATEGORIES,
  CONTACT_WAYS,
  INTAKE_STEPS,
  INVOLVEMENT_LEVELS,
  NOT_TAKEN_IN,
  OUTCOMES,
  RHYTHMS,
  ROLES,
  SPOKEN_WITH,
  SUPPORT_ANSWERS,
  TRACK_KINDS,
} from '../../src/domain/vocabulary.ts';
import { createSlowLines } from '../../src/jobs/delivery/find-sent.ts';
import { type DeliveryDeps, deliverOnce } from '../../src/jobs/delivery.ts';
import { runRound } from '../../src/jobs/round.ts';
import { regionFiles } from '../../src/main/region-files.ts';
import type { ChatPlatform } from '../../src/ports/chat.ts';
import type { Change, Store } from '../../src/ports/database/index.ts';
import type { DeliveryOutcome } from '../../src/ports/outbox.ts';
import { auditKeys } from '../../src/store/audit/audit.ts';
import { createStore, type PostgresStore } from '../../src/store/index.ts';
import { importRegion } from '../../src/store/regions/import.ts';
import { createSeal } from '../../src/store/sealing/seal.ts';
import { createSubstanceBook } from '../../src/store/substance/book.ts';
import { CHOSEN } from '../fixtures/library.ts';
import { createMemoryPlatform } from '../support/adapters/memory-platform.ts';
import type { TestDatabase } from '../support/database/test-server.ts';
import { REGION_FILE, TEAM, USERS } from '../support/people/in-slack.ts';
import { type TurnedClock, turnedClock } from '../support/schakel/clock.ts';
import { readingAlong } from '../support/schakel/region.ts';
import { SECRET } from '../support/schakel/secret.ts';
import { fieldsOf } from '../support/web/form-fields.ts';

/** Questions about a case; what is refused has no heading. */
export const QUERIES: readonly string[] = ['agreement.list', 'case.show'];

/** A word that only free texts hold: where it turns up, substance got out. */
export const MARKER = 'GEHEIMWOORD';

export interface World {
  readonly clock: TurnedClock;
  readonly database: TestDatabase;
  readonly regionId: string;
  readonly logged: string[];
  /** Reads that stood in the audit before this world began. */
  readonly readsBefore: number;
  /** Questions that were answered with something of a case. */
  readonly looked: readonly string[];
  /** Somebody gives a command; whatever the application answers. */
  command(user: string, name: string, args: Record<string, unknown>): Promise<void>;
  /** The same on the web, by the id of a person: for words about a family, which are typed there alone. */
  onWeb(personId: string, name: string, args: Record<string, unknown>): Promise<void>;
  round(): Promise<void>;
  /** Sends what is due to a platform in memory. */
  deliver(): Promise<void>;
  /** Messages that arrived there as new, and when. */
  readonly arrived: readonly { readonly messageId: string; readonly at: string }[];
  cases(): Promise<CaseState[]>;
}

/** Bugs on purpose: they bend what a decision writes, or what is written of a delivery. */
export interface Plant {
  readonly change?: (change: Change) => Change;
  readonly outcome?: (outcome: DeliveryOutcome) => DeliveryOutcome;
  readonly forgetsReads?: boolean;
}

/** The use cases on a real database, and a platform in memory. */
export async function openWorld(
  database: TestDatabase,
  plant: Plant = {},
  file = REGION_FILE,
): Promise<World> {
  const clock = turnedClock('2027-01-11T08:00:00.000Z');
  const keys = auditKeys('a-secret-that-only-tests-know-0123456789abcdef');
  const parsed = parseRegionFile(file);
  if (!parsed.ok) throw new Error('the region file of the tests is wrong');
  const { regionId } = await importRegion(
    database.database,
    keys,
    readingAlong(parsed.region),
    clock.now().toISOString(),
  );
  const real = createStore(database.database, keys, () => clock.now().toISOString().slice(0, 10));
  const { rows } = await database.database.pool.query<{ n: number }>(
    `SELECT count(*) AS "n" FROM "audit" WHERE "action" LIKE 'read.%' AND "actor" <> 'schakel'`,
  );
  const readsBefore = Number(rows[0]?.n ?? 0);
  const looked: string[] = [];
  const store: Store = {
    ...real,
    ...(plant.forgetsReads ? { noteRead: async () => undefined } : {}),
    commit: (change) => real.commit(plant.change?.(change) ?? change),
  };
  const logged: string[] = [];
  const log = (what: unknown, text: string): number => logged.push(`${JSON.stringify(what)} ${text}`);
  const deps: Deps = {
    store,
    clock,
    newId: randomUUID,
    webUrl: null,
    log: { info: log, warn: log, error: log },
    files: regionFiles,
    substance: createSubstanceBook(database.database.pool, createSeal(SECRET), store.noteRead),
    directories: {
      slack: {
        describe: async (_workspace, id) => {
          const user = USERS.find((u) => u.id === id);
          return user
            ? {
                name: user.realName ?? '',
                email: null,
                language: 'nl',
                guest: false,
                administrator: false,
                deactivated: false,
                bot: false,
              }
            : null;
        },
      },
    },
  };
  const useCases = createUseCases(deps);
  const { arrived, delivery } = deliveryOf(deps, real, plant);
  return {
    arrived,
    deliver: async () => {
      while ((await deliverOnce(delivery)) > 0);
    },
    clock,
    database,
    regionId,
    logged,
    looked,
    readsBefore,
    command: async (user, name, args) => {
      const { reply } = await useCases.handle({
        key: randomUUID(),
        platform: 'slack',
        workspaceExternalId: TEAM,
        userExternalId: user,
        channel: null,
        request: { type: 'submit', command: name, ...split(name, args) },
      });
      if (QUERIES.includes(name) && reply?.blocks[0]?.kind === 'heading') looked.push(name);
    },
    onWeb: async (personId, name, args) => {
      await useCases.handle({
        ...{ key: randomUUID(), platform: 'web', workspaceExternalId: parsed.region.key },
        ...{ userExternalId: personId, channel: null },
        request: { type: 'submit', command: name, ...split(name, args) },
      });
    },
    round: async () => void (await runRound({ ...deps, caseload: real.caseload }, regionId)),
    cases: async () => real.cases(await real.openCaseIds(regionId, null, 100)),
  };
}

function deliveryOf(
  deps: Deps,
  real: PostgresStore,
  plant: Plant,
): { arrived: { messageId: string; at: string }[]; delivery: DeliveryDeps } {
  const arrived: { messageId: string; at: string }[] = [];
  const memory = createMemoryPlatform(USERS);
  const chat: ChatPlatform = {
    ...memory,
    post: async (to, document, messageId) => {
      const posted = await memory.post(to, document, messageId);
      if (posted.ok) arrived.push({ messageId, at: deps.clock.now().toISOString() });
      return posted;
    },
  };
  const bent = (outcomes: readonly DeliveryOutcome[]): DeliveryOutcome[] =>
    outcomes.map((outcome) => plant.outcome?.(outcome) ?? outcome);
  const delivery: DeliveryDeps = {
    outbox: {
      ...real.outbox,
      record: (worker, now, outcomes) => real.outbox.record(worker, now, bent(outcomes)),
    },
    clock: deps.clock,
    worker: 'one',
    platforms: { slack: { chat, pace: { conversation: { everyMs: 0, burst: 1 }, methods: {} } } },
    regionOf: (id) => real.region(id),
    personOf: async (id) => (await real.people([id]))[0] ?? null,
    caseOf: async (id) => (await real.cases([id]))[0] ?? null,
    webUrl: null,
    log: deps.log,
    slow: createSlowLines(),
    notice: () => Promise.resolve('goes' as const),
    onTrouble: async () => undefined,
    onUnsent: async () => undefined,
    point: () => undefined,
  };
  return { arrived, delivery };
}

/** Splits what a command is given: what its form asks is filled in; a button or form was opened on the rest. */
export function split(
  name: string,
  all: Record<string, unknown>,
): {
  args: Record<string, string>;
  values: Record<string, string | string[]>;
} {
  const fields = fieldsOf(name as CommandName);
  const pick = (wanted: boolean): Record<string, unknown> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => fields.has(key) === wanted));
  return {
    args: pick(false) as Record<string, string>,
    values: { ...(pick(true) as Record<string, string>), sure: ['yes'] },
  };
}

export type Draw = <T>(from: readonly T[]) => T | undefined;

/** Arguments for a command of the registry, drawn from what there is in a case: mostly right, sometimes not. */
export function argumentsFor(
  name: string,
  state: CaseState,
  draw: Draw,
  today: string,
): Record<string, unknown> {
  const command = COMMANDS.get(name);
  if (!command) throw new Error(`no command ${name}`);
  const { shape } = command.args as z.ZodObject;
  return Object.fromEntries(
    Object.keys(shape)
      .map((key) => [key, valueFor(name, key, state, draw, today)])
      .filter(([, v]) => v !== undefined),
  );
}

function valueFor(name: string, key: string, state: CaseState, draw: Draw, today: string): unknown {
  const a = draw(state.agreements);
  const people = state.participants.filter((p) => p.leftAt === null).map((p) => p.id);
  const days = [1, 2, 3, 5, 8, 13].map((n) => addDays(today, n));
  const values: Record<string, () => unknown> = {
    caseId: () => state.case.id,
    agreementId: () => a?.id,
    escalationId: () => draw(state.escalations)?.id,
    textVersion: () => String(draw([1, 1, 2]) ?? 1),
    templates: () => (name === 'library.post' ? CHOSEN : CHOSEN.split(',')),
    set: () => state.agreements.map((x) => `${x.id}:${x.textVersion}`).join(',') || undefined,
    owner: () => draw(people),
    deputy: () => draw(people),
    participant: () => draw(people),
    cases: () => [state.case.id],
    successor: () => draw(['', ...state.people.map((p) => p.id)]),
    member: () => draw(USERS.slice(1, 8))?.id,
    title: () => `${MARKER} titel`,
    doneWhen: () => `${MARKER} criterium`,
    words: () => `${MARKER} woorden`,
    reason: () => `${MARKER} reden`,
    answer: () => answerTo(name, draw),
    agreement: () => a?.id,
    at: () => a?.phoneNotes[0]?.at ?? `${today}T10:00:00.000Z`,
    email: () => 'iemand@zorg.example',
    shownName: () => 'Grootouder',
    ownEmail: () => 'grootouder@thuis.example',
    language: () => 'nl',
    person: () => (name.startsWith('request.') ? draw(state.case.requests)?.askedIds[0] : undefined),
    question: () => `${MARKER} vraag`,
    decisionMaker: () => draw([`${MARKER} iemand`, '']),
    due: () => draw(days),
    date: () => draw(days),
    until: () => draw(days),
    every: () => everyFor(name, draw),
    from: () => draw([today, ...days]),
    firstDay: () => '2027-01-04',
    spokenOn: () => today,
    way: () => draw(CONTACT_WAYS),
    spokenWith: () => draw(SPOKEN_WITH),
    tried: () => draw([['none'], ['school', 'care']]),
    holders: () => draw(['1', '2']),
    seenIn: () => draw(AUTHORITY_CHECKS),
    band: () => draw(AGE_BANDS),
    month: () => draw(['', '2028-09']),
    step: () => draw(INTAKE_STEPS),
    because: () => draw(NOT_TAKEN_IN),
    validUntil: () => draw(['', '2027-07-31']),
    dueChosen: () => 'yes',
    dateChosen: () => 'yes',
    kind: () => draw(AGREEMENT_KINDS),
    predecessor: () => draw(['', '', a?.id ?? '']),
    workingDaysAfter: () => draw(['', '3']),
    category: () => draw(BLOCKER_CATEGORIES),
    rung: () => draw(['3', '4']),
    solves: () => draw([['yes'], []]),
    role: () => draw(ROLES),
    organisation: () => draw(['school', 'gemeente']),
    party: () => draw(name.startsWith('request.') ? ['school', 'bureau'] : ['school', 'gemeente']),
    outcome: () => draw(OUTCOMES),
    level: () => draw(INVOLVEMENT_LEVELS),
    absence: () => draw(ABSENCE_CATEGORIES),
    enrolled: () => draw(['yes', 'no', '']),
    on: () => draw([today, '2027-01-11']),
    about: () => draw(['asking', 'reading']),
    sees: () => draw(['all', 'own']),
    often: () => draw(HOW_OFTEN),
    trackId: () => draw(state.tracks)?.id,
    appealId: () => draw(state.case.appeals)?.id,
    against: () => a?.id,
    requestId: () => draw(state.case.requests)?.id,
    contact: () => draw(state.people)?.id,
    held: () => draw(['yes', 'no']),
    term: () => 'admission',
    termDay: () => draw([today, '']),
    trackKind: () => draw(TRACK_KINDS),
    askWhom: () => draw([`${MARKER} functie`, '']),
    shown: () => draw([['yes'], []]),
    familySpoken: () => [],
    days: () => ['1', '2', '3', '4', '5'],
  };
  // The lines of a set are numbered; there are as many as were chosen.
  if (name === 'library.post' && Number(/\d+/.exec(key)?.[0] ?? 1) > CHOSEN.split(',').length)
    return undefined;
  return values[key.replace(/\d+/, '')]?.();
}

function everyFor(name: string, draw: Draw): unknown {
  if (name === 'agreement.askLess') return draw(['2', '3', '5', '10']);
  return draw(name === 'agreement.rhythm' ? ['once', ...RHYTHMS] : ['', '', ...RHYTHMS]);
}

function answerTo(name: string, draw: Draw): unknown {
  if (name === 'appeal.answer') return draw(APPEAL_ANSWERS);
  if (name === 'agreement.enterByPhone') return draw(BY_PHONE);
  if (name === 'intake.support') return draw(SUPPORT_ANSWERS);
  return name.startsWith('consent.') ? draw(['yes', 'no', 'talk']) : `${MARKER} antwoord`;
}

export function today(world: World): string {
  return localDate('Europe/Amsterdam', world.clock.now().toISOString());
}
