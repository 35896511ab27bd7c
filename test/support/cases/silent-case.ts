import type { CaseState } from '../../../src/domain/case/state.ts';
import { ok } from '../people/actor.ts';
import { bringIn, openCaseInChat } from '../people/acts.ts';
import { COORDINATOR, IN_SLACK, LEAD, MOTHER, SCHOOL, SCHOOL_DEPUTY } from '../people/in-slack.ts';
import type { InSlackAsked } from '../schakel/asked.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';
import { openOf, textOf } from '../told/told-page.ts';
import { type Caller, callerOf } from '../web/web-caller.ts';

/** A case in Slack in which nobody does anything more: what is asked in it comes from Schakel alone. */
export interface SilentInSlack {
  readonly schakel: Schakel<'slack'>;
  readonly room: string;
  /** An agreement of the school, made by the lead. */
  agree(title: string, due: string, more?: Readonly<Record<string, string>>): Promise<void>;
  /** Turns the clock and returns what somebody is written directly meanwhile, one message each. */
  reads(who: string, date: string, time?: string): Promise<readonly string[]>;
}

export async function openSilentCase(asked: InSlackAsked = {}): Promise<SilentInSlack> {
  const schakel = await startSchakel({ ...IN_SLACK, ...asked });
  const as = (who: string) => schakel.slack.as(who);
  await openCaseInChat(as(COORDINATOR), schakel);
  const room = schakel.slack.channels().at(-1)?.name ?? '';
  for (const [member, role, organisation] of [
    [LEAD, 'municipalCaseManager', null],
    [SCHOOL, 'supportCoordinator', 'school'],
    [SCHOOL_DEPUTY, 'teacher', 'school'],
    [MOTHER, 'guardian', null],
  ] as const) {
    await bringIn(as(COORDINATOR), schakel, room, { member, role, organisation });
  }
  ok(await as(LEAD).click({ channel: room }, 'Ik neem de regie'));
  await schakel.settle();
  return {
    schakel,
    room,
    agree: async (title, due, more = {}) => {
      ok(await as(LEAD).command(room, '/afspraak'));
      const owner = 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)';
      ok(await as(LEAD).submit({ title, owner, due, doneWhen: 'het staat op papier', ...more }));
      await schakel.settle();
    },
    reads: async (who, date, time = '09:00') => {
      const before = schakel.slack.written(who).length;
      await schakel.at(date, time);
      return schakel.slack.written(who).slice(before);
    },
  };
}

/** The same on the web. */
export interface SilentWeb<S extends Schakel<'web'> = Schakel<'web'>> {
  readonly schakel: S;
  readonly id: string;
  as(who: string): Promise<Caller>;
  member(who: string): Promise<string>;
  state(): Promise<CaseState>;
  agree(title: string, owner: string, due: string): Promise<string>;
  /** Returns the words of what waits for somebody on their own page. */
  page(who: string): Promise<string>;
}

export async function openSilentWeb<S extends Schakel<'web'>>(schakel: S): Promise<SilentWeb<S>> {
  const as = (who: string): Promise<Caller> => callerOf(schakel, who);
  const { store } = schakel.app;
  await (await as('coordinator')).fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
  const region = await store.regionByKey('midden');
  const [id = ''] = await store.openCaseIds(region?.id ?? '', null, 10);
  const state = async (): Promise<CaseState> => (await store.cases([id]))[0] as CaseState;
  const member = async (who: string): Promise<string> => {
    const personId = await schakel.person(who);
    return (await state()).participants.find((p) => p.personId === personId)?.id ?? '';
  };
  for (const [who, role] of [
    ['casemanager', 'municipalCaseManager'],
    ['school', 'supportCoordinator'],
    ['moeder', 'guardian'],
  ] as const) {
    const person = await schakel.person(who);
    await (await as('coordinator')).press('participant.add', { caseId: id, person, role });
  }
  await (await as('coordinator')).press('lead.suggest', {
    caseId: id,
    participant: await member('casemanager'),
  });
  await (await as('casemanager')).press('lead.accept', { caseId: id });
  await schakel.settle();
  return {
    schakel,
    id,
    as,
    member,
    state,
    agree: async (title, owner, due) => {
      const doneWhen = 'het staat op papier';
      const made = { caseId: id, title, doneWhen, owner: await member(owner), due };
      await (await as('casemanager')).press('agreement.create', made);
      await schakel.settle();
      return (await state()).agreements.find((a) => a.title === title)?.id ?? '';
    },
    page: async (who) => textOf(openOf((await (await as(who)).get('/')).html)),
  };
}
