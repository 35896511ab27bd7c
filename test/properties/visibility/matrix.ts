import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  KEYS,
  type Key,
  openWatchedCase,
  type Watched,
  type WatchedCase,
} from '../../support/cases/watched-case.ts';

/** Whether somebody reads a thing: always, never, while their party reads along, or once everybody said yes to that. */
type Reads = 'yes' | 'no' | 'along' | 'consent';

/** The two of the family who say things: the parents, or the young person for both. */
type Family = readonly [Key, Key];
const PARENTS: Family = ['moeder', 'vader'];

/** A thing of the case: who makes it, with a word that stands nowhere else, and where it may be read. */
interface Thing {
  readonly make: (at: WatchedCase, word: string, family: Family) => Promise<void>;
  /** Left out: on the web and in chat. `web`: behind the link alone, and for nobody in chat. */
  readonly place?: 'web';
  readonly read: Readonly<Partial<Record<Key, Reads>>>;
}

/** The people who see all that there is for everybody; `therapeut` sees it while their party reads along. */
const WHOLE: Thing['read'] = {
  coordinator: 'yes',
  regie: 'yes',
  achtervang: 'yes',
  moeder: 'yes',
  vader: 'yes',
  steun: 'yes',
  juf: 'yes',
  therapeut: 'along',
};

const agree = async (at: WatchedCase, title: string, owner: Key): Promise<string> => {
  const made = { title, doneWhen: 'gedaan', owner: await at.participant(owner), due: '2027-04-01' };
  await at.gives('regie', 'agreement.create', { caseId: at.id, ...made });
  return (await at.state()).agreements.find((a) => a.title === title)?.id ?? '';
};

/** Somebody asks a person of a party one question; the id of the request. */
const asks = async (at: WatchedCase, who: Key, [party, of]: readonly [string, Key], question1: string) => {
  const inIt = await at.participant(of);
  const contact = (await at.state()).participants.find(({ id }) => id === inIt)?.personId;
  const empty = { question2: '', question3: '', due: '2027-04-01' };
  await at.gives(who, 'request.ask', { caseId: at.id, party, contact, question1, ...empty });
  return (await at.state()).case.requests.at(-1)?.id ?? '';
};
const SCHOOL = ['zonnebloem', 'juf'] as const;
const PRACTICE = ['praktijk', 'therapeut'] as const;
/** The people who read what parties are asked and answer. The school reads along with the yes of both parents. */
const ASKED: Thing['read'] = {
  ...{ moeder: 'yes', vader: 'yes', regie: 'yes', achtervang: 'yes', juf: 'yes', therapeut: 'consent' },
};

/** The matrix of docs/domain.md#visibility, as far as its things exist; whoever is not named reads nothing of it. */
const MATRIX: Readonly<Record<string, Thing>> = {
  'an agreement of somebody else': {
    make: async (at, word) => void (await agree(at, word, 'regie')),
    read: WHOLE,
  },
  'an agreement of their own': {
    make: async (at, word) => void (await agree(at, word, 'therapeut')),
    read: { ...WHOLE, therapeut: 'yes' },
  },
  'what one is called for, and the question': {
    make: async (at, word) => {
      const agreementId = await agree(at, `${word} is nodig`, 'regie');
      await at.gives('regie', 'ladder.raise', { agreementId, rung: '5', question: `Kan ${word}?` });
    },
    read: { ...WHOLE, wethouder: 'yes' },
  },
  'what goes well': {
    make: (at, words, [one]) => at.gives(one, 'strength.note', { caseId: at.id, words }),
    read: WHOLE,
  },
  'the reason for another involvement': {
    make: async (at, reason) => {
      const { level } = (await at.state()).case.involvement;
      const other = level === 'convene' ? 'follow' : 'convene';
      await at.gives('regie', 'case.setInvolvement', { caseId: at.id, level: other, reason });
    },
    read: WHOLE,
  },
  'whom to ask about what runs beside it': {
    make: (at, askWhom) =>
      at.gives('regie', 'track.note', {
        ...{ caseId: at.id, trackKind: 'mediation', from: '2027-03-01', until: '', askWhom },
      }),
    place: 'web',
    read: WHOLE,
  },
  'the question of the family': {
    make: (at, words, [one]) => at.gives(one, 'intake.question', { caseId: at.id, words }),
    place: 'web',
    read: { moeder: 'yes', vader: 'yes', regie: 'yes', achtervang: 'yes', juf: 'yes', therapeut: 'consent' },
  },
  'what the family objects to': {
    make: async (at, words, [one]) => {
      const against = await agree(at, `Overleg ${(await at.state()).agreements.length}`, 'regie');
      await at.gives(one, 'appeal.object', { caseId: at.id, against, words });
    },
    place: 'web',
    read: { moeder: 'yes', vader: 'yes', regie: 'yes', achtervang: 'yes' },
  },
  'why the family asks for another lead': {
    make: async (at, words, [, other]) => {
      const open = (await at.state()).case.appeals.find((a) => a.kind === 'lead' && a.ended === null);
      if (open) await at.gives(other, 'appeal.withdraw', { caseId: at.id, appealId: open.id });
      await at.gives(other, 'appeal.lead', { caseId: at.id, words });
    },
    place: 'web',
    read: { moeder: 'yes', vader: 'yes', regie: 'yes', achtervang: 'yes', coordinator: 'yes' },
  },
  'a question to another party': {
    make: async (at, word) => void (await asks(at, 'regie', SCHOOL, word)),
    place: 'web',
    read: ASKED,
  },
  'a question to another party that a coordinator asks': {
    make: async (at, word) => void (await asks(at, 'coordinator', SCHOOL, word)),
    place: 'web',
    read: { ...ASKED, coordinator: 'yes' },
  },
  'the answer of another party': {
    make: async (at, words) => {
      const requestId = await asks(at, 'regie', SCHOOL, 'Hoe gaat het?');
      await at.gives('juf', 'request.answer', { caseId: at.id, requestId, words });
    },
    place: 'web',
    read: ASKED,
  },
  'a question to their own party, while it waits for them': {
    make: async (at, word) => void (await asks(at, 'regie', PRACTICE, word)),
    place: 'web',
    read: { ...ASKED, therapeut: 'yes' },
  },
  'the answer of their own party': {
    make: async (at, words) => {
      const requestId = await asks(at, 'regie', PRACTICE, 'Hoe gaat het?');
      await at.gives('therapeut', 'request.answer', { caseId: at.id, requestId, words });
    },
    place: 'web',
    read: { ...ASKED, therapeut: 'yes' },
  },
  'why a party takes part without a basis': {
    make: (at, basisReason) =>
      at.gives('regie', 'basis.reason', { caseId: at.id, party: 'zonnebloem', basisReason }),
    read: WHOLE,
  },
};

const says = (at: WatchedCase, who: Key, answer: 'yes' | 'no', party = 'praktijk') =>
  at.gives(who, 'consent.answer', { caseId: at.id, party, about: 'reading', answer });

/** One answer of the family to the next, each with what the practice may do by it. */
interface Step {
  readonly when: string;
  readonly act: (at: WatchedCase) => Promise<void>;
  readonly along: boolean;
  readonly consent: boolean;
}

/** The family lets school and practice be asked for information. */
const mayBeAsked = async (at: WatchedCase, family: readonly Key[]): Promise<void> => {
  for (const [party] of [SCHOOL, PRACTICE]) {
    const about = { caseId: at.id, party, about: 'asking' };
    await at.gives('regie', 'consent.ask', about);
    for (const who of family) await at.gives(who, 'consent.answer', { ...about, answer: 'yes' });
  }
};

const NOTHING = async (): Promise<void> => undefined;
const bothSayYes = async (at: WatchedCase): Promise<void> => {
  for (const who of PARENTS) await says(at, who, 'yes');
};
const STEPS: Readonly<Record<'before-sharing' | 'unless-refused', readonly Step[]>> = {
  'before-sharing': [
    { when: 'nobody was asked', act: NOTHING, along: false, consent: false },
    {
      when: 'both were asked, and are silent',
      act: (at) => at.gives('regie', 'consent.ask', { caseId: at.id, party: 'praktijk', about: 'reading' }),
      ...{ along: false, consent: false },
    },
    { when: 'one of two said yes', act: (at) => says(at, 'moeder', 'yes'), along: false, consent: false },
    { when: 'both said yes', act: bothSayYes, along: true, consent: true },
    { when: 'one took it back', act: (at) => says(at, 'vader', 'no'), along: false, consent: false },
  ],
  'unless-refused': [
    { when: 'nobody was asked', act: NOTHING, along: true, consent: false },
    { when: 'one said no', act: (at) => says(at, 'moeder', 'no'), along: false, consent: false },
    { when: 'both said yes', act: bothSayYes, along: true, consent: true },
  ],
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const may = (reads: Reads = 'no', step: Step): boolean =>
  reads === 'yes' || (reads === 'along' && step.along) || (reads === 'consent' && step.consent);

/** The people who know of the case: each in it, and who is called for help. */
const KNOWS: ReadonlySet<Key> = new Set(KEYS.filter((key) => key !== 'elders' && key !== 'jongere'));

interface Look {
  readonly things: Readonly<Record<string, Thing>>;
  readonly family: Family;
  /** Tells the things of this look from those of another. */
  readonly sign: string;
  readonly knows: ReadonlySet<Key>;
  readonly mayRead: (key: Key, thing: Thing) => boolean;
}

/** Makes every thing with a word of its own, and says where everybody read it, and where they may. */
async function lookedFor(at: WatchedCase, look: Look): Promise<{ found: string[]; right: string[] }> {
  const things = Object.entries(look.things).map(([name, thing], n) => ({
    ...{ name, thing, word: `zq${LETTERS[n]}${look.sign}x` },
  }));
  for (const { thing, word } of things) await thing.make(at, word, look.family);
  const [found, right]: [string[], string[]] = [[], []];
  for (const key of KEYS) {
    const reads = await at.reads(key);
    for (const place of ['web', 'chat'] as const) {
      if (reads[place].includes(at.code)) found.push(`${key}, ${place}: that there is a case`);
      if (look.knows.has(key)) right.push(`${key}, ${place}: that there is a case`);
      for (const { name, thing, word } of things) {
        if (reads[place].includes(word)) found.push(`${key}, ${place}: ${name}`);
        if (look.mayRead(key, thing) && (place === 'web' || thing.place !== 'web'))
          right.push(`${key}, ${place}: ${name}`);
      }
    }
  }
  return { found, right };
}

/** Plays every answer of the family in one chat and on the web, and compares what everybody reads with the matrix. */
export function holdsIn(chat: Watched['chat'], consent: Watched['consent']): void {
  let at: WatchedCase;
  beforeAll(async () => {
    at = await openWatchedCase({ chat, consent });
    for (const who of PARENTS) await says(at, who, 'yes', 'zonnebloem');
    await mayBeAsked(at, PARENTS);
  });
  afterAll(() => at?.close());

  it.each(STEPS[consent].map((step, i) => ({ ...step, i })))('while $when', async (step) => {
    await step.act(at);
    const { found, right } = await lookedFor(at, {
      ...{ things: MATRIX, family: PARENTS, sign: LETTERS[step.i] ?? '', knows: KNOWS },
      mayRead: (key, thing) => may(thing.read[key], step),
    });
    expect(found).toEqual(right);
  });

  it('tells a party the answers about itself, and no other party’s', async () => {
    // That a party sees only its own is no secret; what was answered about one that reads along is.
    await bothSayYes(at);
    // So is what it was asked, on a page of its own: by whom and when.
    const aboutSchool = /Zonnebloem\s*:(?!\s*Rol \S+ (vroeg|krijgt))/;
    for (const key of KEYS) {
      const seen = (await at.reads(key)).web;
      const isTold = ['coordinator', 'regie', 'moeder', 'vader', 'steun', 'juf'].includes(key);
      expect(aboutSchool.test(seen), key).toBe(isTold);
      expect(/Praktijk\s*:(?!\s*Rol \S+ (vroeg|krijgt))/.test(seen), key).toBe(
        key === 'therapeut' || (isTold && key !== 'juf'),
      );
    }
  });
}

const AT_SIXTEEN: Readonly<Record<string, Thing>> = {
  ...MATRIX,
  'an agreement of the mother': {
    make: async (at, word) => void (await agree(at, word, 'moeder')),
    read: { ...WHOLE, moeder: 'yes', vader: 'no', steun: 'no' },
  },
};
const BY_PARENTS: ReadonlySet<Key> = new Set(['moeder', 'vader', 'steun']);

/** A young person of sixteen keeps parents, and who comes with them, to their own agreements: in one chat and on the web. */
export function keptToOwnIn(chat: Watched['chat']): void {
  let at: WatchedCase;
  beforeAll(async () => {
    at = await openWatchedCase({ chat, consent: 'before-sharing', young: true });
    for (const party of ['zonnebloem', 'praktijk']) await says(at, 'jongere', 'yes', party);
    await mayBeAsked(at, ['jongere']);
  });
  afterAll(() => at?.close());

  it('leaves parents what they do themselves, and the young person what parents read', async () => {
    await at.gives('jongere', 'guardians.see', { caseId: at.id, sees: 'own' });
    const { found, right } = await lookedFor(at, {
      ...{ things: AT_SIXTEEN, family: ['jongere', 'jongere'], sign: 'k' },
      knows: new Set([...KNOWS, 'jongere' as const]),
      mayRead: (key, thing) => {
        if (BY_PARENTS.has(key))
          return thing === AT_SIXTEEN['an agreement of the mother'] && key === 'moeder';
        return (thing.read[key === 'jongere' ? 'moeder' : key] ?? 'no') !== 'no';
      },
    });
    expect(found).toEqual(right);
  });

  it('offers them nothing that is refused, and no word of who takes part is untrue', async () => {
    for (const key of ['moeder', 'vader'] as const) {
      const { web, chat: typed } = await at.reads(key);
      for (const words of [
        'Er doen nog geen organisaties mee',
        'Hoe vaak wilt u vragen',
        'graag voor de regie',
      ])
        expect(`${web} ${typed}`, `${key}: ${words}`).not.toContain(words);
      expect(typed, key).not.toContain('Iets anders vragen, of bezwaar');
    }
  });
}
