import { setTimeout as wait } from 'node:timers/promises';
import { type Actor, controls, type StoredMessage, shown } from '../../test/fakes/slack/index.ts';
import type { Case } from './cases.ts';
import type { Chance } from './chance.ts';
import { coordinatorAtWork } from './coordinator.ts';
import { type Deed, type Desk, fillIn, persist } from './desk.ts';
import { schoolName } from './people.ts';
import { type Stage, until } from './stage.ts';

export interface Load {
  readonly acknowledged: readonly Deed[];
  /** How often something was typed, pressed or sent, and how often nothing came back in time. */
  readonly tries: { made: number; unanswered: number };
  /** Rejects when somebody cannot go on; resolves never. */
  readonly broken: Promise<never>;
  /** Everybody stops after what they are doing. */
  leave(): void;
  /** Lets everybody finish what they are doing. */
  finish(): Promise<void>;
}

/** Stands on the card of an agreement and in no other message. */
export const DONE_WHEN = 'het is gelukt met';
/** After so long nobody waits for a card any more. */
const NEVER_COMES_MS = 30_000;
const PAUSE_MS = { low: 50, high: 350 };
const LONG_PAUSE_MS = { low: 3_000, high: 30_000 };

/** In every case somebody makes agreements and closes them, somebody confirms and reports them, and new cases come. */
export function startLoad(stage: Stage, cases: readonly Case[], chance: Chance, answered: () => void): Load {
  const acknowledged: Deed[] = [];
  const tries = { made: 0, unanswered: 0 };
  const over = new AbortController();
  let count = 0;
  let days = 0;
  const desk: Desk = {
    stage,
    title: () => `chaos-${String(++count).padStart(4, '0')}`,
    day: () => workingDay(days++),
    on: () => !over.signal.aborted,
    pause: () => wait(chance.between(PAUSE_MS.low, PAUSE_MS.high)),
    longPause: () =>
      wait(chance.between(LONG_PAUSE_MS.low, LONG_PAUSE_MS.high), undefined, { signal: over.signal }).catch(
        () => undefined,
      ),
    heard: (delivery) => {
      tries.made += 1;
      if (delivery.acknowledgedInTime) answered();
      else tries.unanswered += 1;
      return delivery.acknowledgedInTime;
    },
    done: (deed) => acknowledged.push(deed),
  };
  const people = cases.flatMap((one) => {
    const made: string[] = [];
    const reported: string[] = [];
    return [
      leadAtWork(desk, one, made, reported),
      schoolAtWork(desk, one, made, reported),
      coordinatorAtWork(desk, one.coordinator),
    ];
  });
  const all = Promise.all(people);
  return {
    acknowledged,
    tries,
    broken: all.then(() => new Promise<never>(() => undefined)),
    leave: () => over.abort(),
    finish: async () => {
      over.abort();
      await all;
    },
  };
}

async function leadAtWork(desk: Desk, one: Case, made: string[], reported: string[]): Promise<void> {
  const lead = desk.stage.slack.as(one.lead);
  while (desk.on()) {
    const title = desk.title();
    await make(desk, one, lead, title);
    made.push(title);
    await desk.pause();
    const ready = reported.shift();
    if (ready) await press(desk, one, lead, ready, 'Klopt, is klaar', 'closed');
    await desk.pause();
  }
}

async function schoolAtWork(desk: Desk, one: Case, made: string[], reported: string[]): Promise<void> {
  const school = desk.stage.slack.as(one.school);
  while (desk.on()) {
    const title = made.shift();
    if (title) await seeThrough(desk, one, school, title, reported);
    await desk.pause();
  }
}

async function seeThrough(
  desk: Desk,
  one: Case,
  school: Actor,
  title: string,
  reported: string[],
): Promise<void> {
  await press(desk, one, school, title, 'Klopt', 'confirmed');
  if (!numberOf(desk, one, title)) return;
  await desk.pause();
  await propose(desk, one, school, title);
  await desk.pause();
  await report(desk, one, school, title);
  reported.push(title);
  // An event: Slack itself sends it again when nobody acknowledges it.
  await school.openHome();
}

/** An agreement: to be seen in the channel, on a card of its own. */
async function make(desk: Desk, one: Case, lead: Actor, title: string): Promise<void> {
  await fillIn(desk, lead, `make ${title}`, () => lead.command(one.channel, '/afspraak'), {
    title,
    owner: `${schoolName(one.index)} (ondersteuningscoördinator van school)`,
    due: 'donderdag 1 april',
    doneWhen: `${DONE_WHEN} ${title}`,
  });
  desk.done({ what: 'made', title, channel: one.channel });
}

/** Another date: the lead is told directly. */
async function propose(desk: Desk, one: Case, school: Actor, title: string): Promise<void> {
  const line = `/schakel datum ${numberOf(desk, one, title)}`;
  await fillIn(desk, school, line, () => school.command(one.channel, line), { date: 'donderdag 8 april' });
  desk.done({ what: 'proposed', title, channel: one.channel });
}

/** Presses a button as soon as it is there. Pressed without an answer and now gone: it was done, but not acknowledged. */
async function press(
  desk: Desk,
  one: Case,
  who: Actor,
  title: string,
  button: string,
  what: Deed['what'],
): Promise<void> {
  const there = await until(
    'the button',
    () => cards(desk, one, title, button).length > 0,
    NEVER_COMES_MS,
  ).catch(() => 'never');
  // The reading afterwards finds what is not there.
  if (there === 'never') return;
  await persist(`${what} ${title}`, async () => {
    const card = cards(desk, one, title, button).at(-1);
    if (!card) return true;
    const answered = desk.heard(await who.click(card, button));
    if (answered) desk.done({ what, title, channel: one.channel });
    return answered;
  });
}

async function report(desk: Desk, one: Case, school: Actor, title: string): Promise<void> {
  const line = `/klaar ${numberOf(desk, one, title)}`;
  await persist(line, async () => desk.heard(await school.command(one.channel, line)));
  desk.done({ what: 'reported', title, channel: one.channel });
}

/** As it stands on its card. */
function numberOf(desk: Desk, one: Case, title: string): string {
  const card = shownIn(desk, one, title).find((text) => text.includes(DONE_WHEN));
  return /Afspraak (\d+)/.exec(card ?? '')?.[1] ?? '';
}

function shownIn(desk: Desk, one: Case, title: string): string[] {
  return desk.stage.slack
    .history(one.channel)
    .map(shown)
    .filter((text) => text.includes(title));
}

/** The messages about it with this button on them. */
function cards(desk: Desk, one: Case, title: string, button: string): StoredMessage[] {
  return desk.stage.slack
    .history(one.channel)
    .filter((m) => controls(m.blocks).some((c) => c.label === button) && shown(m).includes(title));
}

/** The n-th from Tuesday 5 January 2027 on. */
function workingDay(n: number): string {
  const days = Math.floor(n / 4) * 7 + (n % 4);
  return new Date(Date.UTC(2027, 0, 5 + days)).toISOString().slice(0, 10);
}
