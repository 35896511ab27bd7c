import { randomUUID } from 'node:crypto';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { SUBSTANCE_KINDS } from '../../../src/domain/substance/may-read.ts';
import { Substance } from '../../../src/domain/substance/substance.ts';
import { createSeal } from '../../../src/store/sealing/seal.ts';
import { createSubstanceBook } from '../../../src/store/substance/book.ts';
import { createOwnPages } from '../../../src/store/web/own-pages.ts';
import { type Letters, pathIn } from '../../fakes/letters/letters.ts';
import { split } from '../../properties/history.ts';
import {
  type InThreePlaces,
  MOTHER,
  regionFile,
  threePlaces,
  withPeople,
} from '../people/in-three-places.ts';
import { SECRET } from '../schakel/secret.ts';
import { startSchakel } from '../schakel/start-schakel.ts';
import { type Caller, callerOf } from '../web/web-caller.ts';
import { inCalls, inDatabase, inLetters, type Places, together, watchAddresses } from './places.ts';

/** A case in Slack, two tenants of Teams, by letter and on the web, in which every free text is a word of its own. */
export interface PlantedCase {
  readonly here: InThreePlaces;
  readonly letters: Letters;
  readonly caseId: string;
  readonly callers: Readonly<Record<Key, Caller>>;
  state(): Promise<CaseState>;
  /** A word that stands nowhere else, and what it was planted as. */
  word(as: string): string;
  /** Every word so far, by what it was planted as. */
  readonly words: ReadonlyMap<string, string>;
  gives(who: Key, command: string, args: Readonly<Record<string, unknown>>): Promise<void>;
  /** Words about the family, of each kind, as a capability will write them; by what they were planted as. */
  writesSubstance(): Promise<void>;
  /** The mother gives the case a name for herself. */
  label(text: string): Promise<void>;
  /** A person who was invited follows their letter, and gets a code on their phone. */
  followsLetter(): Promise<void>;
  /** The mother sends words after her session ended: they are kept for her browser. */
  typesTooLate(words: string): Promise<void>;
  /** Everything that can be read by whoever gets hold of it. */
  places(): Promise<Places>;
  close(): Promise<void>;
}

const KEYS = ['coordinator', 'casemanager', 'ib', 'consulent', 'teamleider', 'moeder'] as const;
type Key = (typeof KEYS)[number];

const WITH_MOTHER: typeof regionFile = (...of) =>
  regionFile(...of).replace(
    'organisations:',
    `  - { key: moeder, name: Moeder, slack: ${MOTHER} }\norganisations:`,
  );

export async function openPlantedCase(): Promise<PlantedCase> {
  const addresses = watchAddresses();
  const here = withPeople(
    await startSchakel({
      ...threePlaces(undefined, WITH_MOTHER),
      letters: true,
      log: true,
      start: '2027-03-11T08:30:00.000Z',
    }),
  );
  const { base, letters, person } = here;
  const { pool } = here.database.database;
  const callers = Object.fromEntries(
    await Promise.all(KEYS.map(async (key) => [key, await callerOf(here, key)] as const)),
  ) as Record<Key, Caller>;
  const gives: PlantedCase['gives'] = async (who, command, args) => {
    const { args: about, values } = split(command, args);
    const { sure: _asked, ...typed } = values;
    const heard = await callers[who].fill(command, about, typed);
    await here.settle();
    if (heard.status !== 303)
      throw new Error(`${command}: ${heard.status} ${heard.html.replaceAll(/<[^>]*>/g, ' ')}`);
  };
  const { store } = here.app;
  await callers.coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
  await here.settle();
  const [caseId = ''] = await store.openCaseIds((await store.allRegionIds())[0] ?? '', null, 1);
  const state = async (): Promise<CaseState> => (await store.cases([caseId]))[0] as CaseState;
  const words = new Map<string, string>();
  const word = (as: string): string => {
    const made =
      words.get(as) ??
      `zq${[...String(words.size + 100)].map((digit) => 'bcdfghklmn'[Number(digit)]).join('')}plantvx`;
    words.set(as, made);
    return made;
  };
  return {
    ...{ here, letters, caseId, callers, state, word, words, gives },
    writesSubstance: async () => {
      const [before, writtenById] = [await state(), await person('moeder')];
      const now = here.clock.now().toISOString();
      const book = createSubstanceBook(pool, createSeal(SECRET), store.noteRead);
      const substance = SUBSTANCE_KINDS.map((kind) =>
        book.seal(new Substance(kind, caseId, `Zij zei: “${word(`substance ${kind}`)}”`), {
          ...{ id: randomUUID(), writtenById, writtenAt: now },
        }),
      );
      const audit = substance.map(({ id, kind }) => ({
        actor: writtenById,
        action: `${kind}.written`,
        objectId: id,
      }));
      const written = await store.commit({
        now,
        cases: [{ before, after: before, audit, substance }],
        messages: [],
      });
      if (written.result !== 'done') throw new Error(`the words were not written: ${written.result}`);
    },
    label: async (label) =>
      createOwnPages(pool, createSeal(SECRET)).setLabel(await person('moeder'), caseId, label),
    followsLetter: async () => {
      const path = pathIn(letters.mails.findLast(({ to }) => to === 'grootouder@thuis.example'));
      await fetch(base + path, { method: 'POST', redirect: 'manual', headers: { origin: base } });
      await here.settle();
    },
    typesTooLate: async (text) => {
      here.clock.advance(13 * 3_600_000);
      const heard = await callers.moeder.fill('strength.note', { caseId }, { words: text });
      if (!heard.html.includes(text)) throw new Error(`it was not given back: ${heard.status}`);
    },
    places: async () =>
      together(
        await inDatabase(pool),
        inLetters(letters),
        inCalls('slack', here.slack.calls()),
        ...(['school', 'municipality'] as const).flatMap((tenant) => [
          inCalls(`teams ${tenant}`, here.teams[tenant].teams.calls()),
          inCalls(`graph ${tenant}`, here.teams[tenant].graph.calls),
        ]),
        new Map([
          ['address', addresses.seen],
          ['log', here.log],
          ['metrics', [await (await fetch(`${base}/metrics`)).text()]],
        ]),
        pushed(here),
      ),
    close: async () => {
      addresses.stop();
      await here.stop();
    },
  };
}

/** Returns what stands on the screen of a phone that lies on a table. */
function pushed(here: InThreePlaces): Places {
  // What is put right afterwards rings nobody (docs/decisions/chat-platforms.md).
  const ofSlack = here.slack
    .calls()
    .flatMap(({ method, args }) =>
      /postMessage|scheduleMessage/.test(method) ? [String(args.text ?? '')] : [],
    );
  const ofTeams = [here.teams.school, here.teams.municipality].flatMap(({ teams }) =>
    teams.calls().map((call) => String((call.body as { summary?: unknown } | null)?.summary ?? '')),
  );
  const named = here.slack.calls().filter(({ method }) => /create|rename|setTopic|setPurpose/.test(method));
  const made = [here.teams.school, here.teams.municipality].flatMap(({ graph }) =>
    graph.calls.filter(({ method, path }) => method !== 'GET' && /channels|chats/.test(path)),
  );
  return new Map([
    ['pushed', [...ofSlack, ...ofTeams]],
    ['name of a room', [...named, ...made].map((call) => JSON.stringify(call))],
  ]);
}
