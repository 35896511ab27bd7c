import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Request, UseCases } from '../../src/app/inbound.ts';
import { COMMANDS } from '../../src/app/registry.ts';
import type { CaseState } from '../../src/domain/case/state.ts';
import {
  commandsWithIds,
  idsOf,
  type Kind,
  openSmuggling,
  SECRETS,
  type Smuggling,
  SUBJECTS,
} from '../support/cases/smuggling.ts';
import { argumentsFor, split } from './history.ts';

const TODAY = '2027-01-11';
/** Alone: three groups of an id may happen to be all digits. */
const CODE = /(?<![\w-])[A-Z2-9]{4}(?:-[A-Z2-9]{4}){2}(?![\w-])/;
type Cases = Awaited<ReturnType<Smuggling['cases']>>;

/** Somebody, what they have a right to, and what of others they name instead, by what it is. */
interface Attacker {
  readonly who: string;
  readonly own: (cases: Cases, command: string) => CaseState;
  readonly others: (cases: Cases, command: string) => Readonly<Partial<Record<Kind, readonly string[]>>>;
  /** Is let in there: the code of the case is no secret to them. */
  readonly knows: keyof Cases;
}

const titled = (state: CaseState, ...titles: string[]): CaseState => ({
  ...state,
  agreements: state.agreements.filter((a) => titles.includes(a.title)),
});
const first = (rows: readonly { readonly id: string }[]): string => rows[0]?.id ?? '';

const ATTACKERS: readonly Attacker[] = [
  {
    // Leads a case of their own, left another, and has no part in the rest.
    who: 'jeugdconsulent',
    own: ({ own }, name) =>
      titled(own, COMMANDS.get(name)?.who.includes('deputy') ? 'Rooster' : 'Eigen plan'),
    others: ({ theirs, own, left, north }, name) => {
      const all = [theirs, left, north];
      // Of somebody else in the same case, where only who owns it may.
      const alien = COMMANDS.get(name)?.who.every((one) => one === 'owner')
        ? [first(titled(own, 'Rooster').agreements)]
        : [];
      return {
        case: all.map((one) => one.case.id),
        agreement: [...all.map((one) => first(one.agreements)), ...alien],
        track: [first(theirs.tracks)],
        request: [first(theirs.case.requests)],
        escalation: [theirs, north].map((one) => first(one.escalations)),
        participant: all.map(
          (one) => one.participants.find((p) => p.personId !== own.participants[0]?.personId)?.id ?? '',
        ),
        person: theirs.people.flatMap((p) => (p.name === 'Pleegouder apart' ? [p.id] : [])),
        message: [randomUUID()],
      };
    },
    knows: 'left',
  },
  {
    // The family said no to their party: they see their own agreement, and nothing else of the case.
    who: 'traject',
    own: ({ theirs }) => ({ ...titled(theirs, 'Plaatsing'), escalations: [] }),
    others: ({ theirs, own }) => ({
      case: [own.case.id],
      agreement: [first(titled(theirs, 'Zonnebloemplan').agreements)],
      track: [first(theirs.tracks)],
      request: [first(theirs.case.requests)],
      escalation: [first(theirs.escalations)],
      participant: theirs.participants.filter((p) => p.role === 'other').map((p) => p.id),
      person: theirs.people.flatMap((p) => (p.name === 'Pleegouder apart' ? [p.id] : [])),
    }),
    knows: 'theirs',
  },
];

interface Try {
  readonly what: string;
  readonly request: Request;
}

/** Every id of a command with each that is of others: in a field, in its arguments, and as a form that is opened. */
function tries(
  name: string,
  ids: readonly { key: string; kind: Kind }[],
  attacker: Attacker,
  cases: Cases,
): Try[] {
  const all = argumentsFor(name, attacker.own(cases, name), (from) => from[0], TODAY);
  const own = split(name, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
  const others = attacker.others(cases, name);
  const extra = SUBJECTS.filter((key) => !ids.some((one) => one.key === key));
  const inArgs = ids.flatMap(({ key, kind }) => (others[kind] ?? []).map((id) => [key, id] as const));
  const asFields = [
    ...inArgs,
    ...extra.flatMap((key) => (others[KIND[key]] ?? []).slice(0, 1).map((id) => [key, id] as const)),
    ...SUBJECTS.flatMap((key) =>
      ['Picked', '_choice'].flatMap((more) =>
        (others[KIND[key]] ?? []).slice(0, 1).map((id) => [`${key}${more}`, id] as const),
      ),
    ),
  ];
  const value = (key: string, id: string): string => (key === 'set' ? `${id}:1` : id);
  return [
    ...asFields.map(
      ([key, id]): Try => ({
        what: `${name}: a field ${key}`,
        request: {
          type: 'submit',
          command: name,
          args: own.args,
          values: { ...own.values, [key]: value(key, id) },
        },
      }),
    ),
    ...inArgs.flatMap(([key, id]): Try[] => {
      const args = { ...own.args, [key]: value(key, id) };
      const values = Object.fromEntries(Object.entries(own.values).filter(([field]) => field !== key));
      return [
        { what: `${name}: an argument ${key}`, request: { type: 'submit', command: name, args, values } },
        { what: `${name}: a form on ${key}`, request: { type: 'form', form: name, args } },
      ];
    }),
  ];
}

const KIND: Readonly<Record<(typeof SUBJECTS)[number], Kind>> = {
  caseId: 'case',
  agreementId: 'agreement',
  escalationId: 'escalation',
};

describe('an id of others, in the place of one’s own', () => {
  let world: Smuggling;
  beforeAll(async () => {
    world = await openSmuggling();
    const { theirs, own, left, north } = await world.cases();
    expect([theirs, own, left, north].map((one) => one.agreements.length)).toEqual([2, 2, 1, 1]);
    expect([theirs, own, north].map((one) => one.escalations.map((e) => e.status))).toEqual([
      ['asked'],
      ['asked'],
      ['asked'],
    ]);
    expect(theirs.participants.filter((p) => p.limitedSince !== null)).toHaveLength(1);
    expect(JSON.stringify(theirs)).toContain('Pleegouder apart');
    expect(theirs.case.requests).toHaveLength(1);
  });
  afterAll(() => world?.close());

  /**
   * Everything as it is written down, one's own case as well: a request in which one thing is of others is not carried
   * out in part either, and what is one's own still stands for the tries that follow. Looking is no change.
   */
  const written = async (): Promise<string> => {
    const bare = ({
      people: _looked,
      case: { auditHead: _head, auditCount: _count, ...row },
      ...rest
    }: CaseState) => ({ ...rest, row });
    return JSON.stringify([Object.values(await world.cases()).map(bare), await world.waysIn()]);
  };

  /** Lists what came out or was changed, by what was tried. */
  async function findings(useCases: UseCases, attacker: Attacker, name: string): Promise<string[]> {
    const ids = commandsWithIds().find((one) => one.name === name)?.ids ?? [];
    const cases = await world.cases();
    const hidden = attacker.knows === 'theirs' ? cases.own : cases.theirs;
    const secrets = [...SECRETS, cases.north.case.code, hidden.case.code];
    const found: string[] = [];
    const before = await written();
    for (const { what, request } of tries(name, ids, attacker, cases)) {
      const said = await world.give(useCases, attacker.who, request);
      const out = secrets.filter((secret) => said.includes(secret));
      if (out.length > 0 || CODE.test(said)) found.push(`${what}: said ${out[0] ?? 'a code'}`);
    }
    const after = await written();
    if (after !== before) found.push(`${name}: was carried out`);
    return found;
  }

  const names = [...COMMANDS.keys()];
  describe.each(ATTACKERS)('$who', (attacker) => {
    it.each(names)('changes nothing and learns nothing by %s', async (name) => {
      expect(await findings(world.useCases, attacker, name)).toEqual([]);
    });
  });

  it('leaves nothing of others in a case of one’s own', async () => {
    const { theirs, left, north, own } = await world.cases();
    const text = JSON.stringify(own);
    for (const one of [theirs, left, north])
      for (const { id } of [...one.participants, ...one.agreements, ...one.escalations])
        expect(text).not.toContain(id);
    expect(text).not.toContain('Pleegouder apart');
  });

  /** Looks for a right with the arguments, and carries out what the fields say: the fault that these tests are for. */
  const careless = (useCases: UseCases, planted: string, by: string): UseCases => ({
    ...useCases,
    handle: async (inbound) => {
      const { request } = inbound;
      if (request.type !== 'submit' || request.command !== planted) return useCases.handle(inbound);
      const { command, args, values } = request;
      const asked = await useCases.handle({ ...inbound, request: { type: 'form', form: command, args } });
      if (!asked.form) return asked;
      const { sure: _sure, ...fields } = values;
      const all = { ...args, ...(fields as Record<string, string>) };
      return useCases.handle({
        ...inbound,
        key: randomUUID(),
        userExternalId: world.person(by),
        request: { type: 'command', command, args: all },
      });
    },
  });

  it.each([
    ['participant.invite', 'jeugdconsulent', 'said a code'],
    ['agreement.reportDone', 'jeugdconsulent', 'was carried out'],
    ['agreement.reportDone', 'traject', 'was carried out'],
  ])(
    'finds a house that authorises the arguments and carries out the fields: %s by %s',
    async (planted, who, what) => {
      const attacker = ATTACKERS.find((one) => one.who === who) as Attacker;
      const found = await findings(careless(world.useCases, planted, 'casemanager'), attacker, planted);
      expect(found.join()).toContain(what);
      if (planted === 'agreement.reportDone') {
        const agreementId = first(titled((await world.cases()).theirs, 'Zonnebloemplan').agreements);
        await world.give(world.useCases, 'school', {
          type: 'command',
          command: 'agreement.notYet',
          args: { agreementId },
        });
      }
    },
  );

  it('is tried with every command there is; an argument that takes an id and is not known says what to do', () => {
    expect(commandsWithIds().map((one) => one.name)).toEqual(names);
    expect(() => idsOf('new.command', z.strictObject({ letter: z.uuid() }))).toThrow('Say in KINDS');
    expect(() => idsOf('new.command', z.strictObject({ roomId: z.string() }))).toThrow('Say in KINDS');
  });
});
