import type { CaseState } from '../../../src/domain/case/state.ts';
import type { Region } from '../../../src/domain/region/region.ts';
import nl from '../../../src/text/words/nl.json' with { type: 'json' };
import type { Schakel } from '../schakel/start-schakel.ts';
import { type Caller, callerOf, type Heard } from '../web/web-caller.ts';
import { buttonsIn, openOf, textOf } from './told-page.ts';
import { type Witness, witness } from './told-witness.ts';

/** People of a region who do things on the web, one after another, while a witness reads along. */
export interface ToldStory {
  readonly told: Witness;
  /** Labels of the buttons that were pressed where somebody reads what is for them alone. */
  readonly pressed: ReadonlySet<string>;
  as(who: string): Promise<Caller>;
  /** Gives a command, which has to be taken. */
  act(who: string, command: string, args: Readonly<Record<string, unknown>>): Promise<void>;
  /** Sends a form, which has to be taken. */
  fill(
    who: string,
    form: string,
    args: Readonly<Record<string, unknown>>,
    values: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<void>;
  /** Presses a button of what is asked of them or told to them, as it stands on their own page. */
  tap(who: string, label: string, about?: string): Promise<void>;
  /** The same with a form, and what is filled in. */
  tapForm(
    who: string,
    label: string,
    values: Readonly<Record<string, string | readonly string[]>>,
    about?: string,
  ): Promise<void>;
  /** Returns what stands on their own page for them alone, to answer or to know. */
  reads(who: string): Promise<string>;
  day(date: string, time?: string): Promise<void>;
  /** Delivers what happened by other ways, and looks at it. */
  look(): Promise<void>;
  /** A coordinator opens a case in the region. Gives its id. */
  open(who: string, region: string): Promise<string>;
  state(caseId: string): Promise<CaseState>;
  member(caseId: string, who: string): Promise<string>;
  agreement(caseId: string, title: string): Promise<string>;
}

/** The application's words for somebody who may not, or for a button that it does not know. */
const REFUSED = Object.entries(nl)
  .filter(([key]) => /^refused\.(unknown|only|not|outside|noSuch|forged)/.test(key))
  .map(([, words]) => words.split(/[{“]/)[0]?.trim() ?? '')
  .filter((words) => words.length > 12);

/** Returns what the form behind a button carries when it is opened, to be sent with what is filled in. */
async function carried(
  caller: Caller,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const query = new URLSearchParams(
    Object.entries(args).map(([key, value]): [string, string] => [key, String(value)]),
  );
  const { html } = await caller.get(`/form/${name}?${query}`);
  const found = new RegExp(`action="/form/${name}"[\\s\\S]*?name="args" value="([^"]*)"`).exec(html)?.[1];
  return found ? JSON.parse(found.replaceAll('&quot;', '"')) : args;
}

export function openToldStory(schakel: Schakel): ToldStory {
  const told = witness(schakel);
  const pressed = new Set<string>();
  const people = new Map<string, Caller>();
  const as = async (who: string): Promise<Caller> => {
    const known = people.get(who) ?? (await callerOf(schakel, who));
    people.set(who, known);
    return known;
  };
  const look = async (): Promise<void> => {
    await schakel.settle();
    await told.look();
  };
  /** A press is answered with a page to go to; what it says there is read as well. */
  const taken = async (who: string, what: string, heard: Heard): Promise<void> => {
    if (heard.status !== 303) throw new Error(`${who}: ${what} (${heard.status}): ${textOf(heard.html)}`);
    const caller = await as(who);
    const { html } = await caller.get(heard.headers.get('location') ?? '/');
    const page = textOf(html);
    const no = REFUSED.find((words) => page.includes(words));
    if (no)
      throw new Error(`${who}: ${what} was refused: ${page.slice(page.indexOf(no), page.indexOf(no) + 200)}`);
    await look();
  };
  const state = async (caseId: string): Promise<CaseState> =>
    (await schakel.app.store.cases([caseId]))[0] as CaseState;
  const button = async (who: string, label: string, about: string) => {
    const { html } = await (await as(who)).get('/');
    const open = openOf(html);
    const found = open
      .split('<article ')
      .filter((one) => textOf(one).includes(about))
      .flatMap(buttonsIn)
      .find((one) => one.label === label);
    if (!found) throw new Error(`${who} has no button ${label} (${about}): ${textOf(open)}`);
    pressed.add(label);
    return found;
  };
  const here: ToldStory = {
    told,
    pressed,
    as,
    look,
    state,
    act: async (who, command, args) => taken(who, command, await (await as(who)).press(command, args)),
    fill: async (who, form, args, values) => taken(who, form, await (await as(who)).fill(form, args, values)),
    tap: async (who, label, about = '') => {
      const { name, args, kind } = await button(who, label, about);
      if (kind !== 'command') throw new Error(`${label} leads to a form`);
      await here.act(who, name, args);
    },
    tapForm: async (who, label, values, about = '') => {
      const { name, args, kind } = await button(who, label, about);
      if (kind !== 'form') throw new Error(`${label} is pressed`);
      await here.fill(who, name, await carried(await as(who), name, args), values);
    },
    reads: async (who) => textOf(openOf((await (await as(who)).get('/')).html)),
    day: async (date, time = '09:30') => {
      await schakel.at(date, time);
      people.clear();
      await told.look();
    },
    open: async (who, key) => {
      const region = (await schakel.app.store.regionByKey(key)) as Region;
      const before = await schakel.app.store.openCaseIds(region.id, null, 50);
      await here.fill(who, 'case.open', {}, { firstDay: '2027-01-04', region: key });
      const after = await schakel.app.store.openCaseIds(region.id, null, 50);
      return after.find((id) => !before.includes(id)) ?? '';
    },
    member: async (caseId, who) => {
      const personId = await schakel.person(who);
      return (await state(caseId)).participants.find((p) => p.personId === personId)?.id ?? '';
    },
    agreement: async (caseId, title) =>
      (await state(caseId)).agreements.find((a) => a.title === title)?.id ?? '',
  };
  return here;
}
