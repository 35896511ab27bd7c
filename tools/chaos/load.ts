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

/** Somebody makes and closes agreements in every case, somebody confirms and reports them, and new cases come. */
export function startLoad(stage: Stage, cases: readonly Case[], chance: Chance, answered: () => void): Load {
  const acknowledged: Deed[] = [];
  const tries = { made: 0, unanswered: 0 };
  const over = new AbortController();
  let count = 0;
  let days = 0;
  const context: Desk = {
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
      leadAtWork(context, one, made, reported),
      schoolAtWork(context, one, made, reported),
      coordinatorAtWork(context, one.coordinator),
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

async function leadAtWork(context: Desk, one: Case, made: string[], reported: string[]): Promise<void> {
  const lead = context.stage.slack.as(one.lead);
  while (context.on()) {
    const title = context.title();
    await make(context, one, lead, title);
    made.push(title);
    await context.pause();
    const ready = reported.shift();
    if (ready) await press(context, one, lead, ready, 'Klopt, is klaar', 'closed');
    await context.pause();
  }
}

async function schoolAtWork(context: Desk, one: Case, made: string[], reported: string[]): Promise<void> {
  const school = context.stage.slack.as(one.school);
  while (context.on()) {
    const title = made.shift();
    if (title) await seeThrough(context, one, school, title, reported);
    await context.pause();
  }
}

async function seeThrough(
  context: Desk,
  one: Case,
  school: Actor,
  title: string,
  reported: string[],
): Promise<void> {
  await press(context, one, school, title, 'Klopt', 'confirmed');
  if (!numberOf(context, one, title)) return;
  await context.pause();
  await propose(context, one, school, title);
  await context.pause();
  await report(context, one, school, title);
  reported.push(title);
  // An event: Slack itself sends it again when nobody acknowledges it.
  await school.openHome();
}

/** An agreement: to be seen in the channel, on a card of its own. */
async function make(context: Desk, one: Case, lead: Actor, title: string): Promise<void> {
  await fillIn(context, lead, `make ${title}`, () => lead.command(one.channel, '/afspraak'), {
    title,
    owner: `${schoolName(one.index)} (ondersteuningscoördinator van school)`,
    due: 'donderdag 1 april',
    doneWhen: `${DONE_WHEN} ${title}`,
  });
  context.done({ what: 'made', title, channel: one.channel });
}

/** Another date: the lead is told directly. */
async function propose(context: Desk, one: Case, school: Actor, title: string): Promise<void> {
  const line = `/schakel datum ${numberOf(context, one, title)}`;
  await fillIn(context, school, line, () => school.command(one.channel, line), { date: 'donderdag 8 april' });
  context.done({ what: 'proposed', title, channel: one.channel });
}

/** Presses a button as soon as it is there. Pressed without an answer and now gone: it was done, but not acknowledged. */
async function press(
  context: Desk,
  one: Case,
  who: Actor,
  title: string,
  button: string,
  what: Deed['what'],
): Promise<void> {
  const there = await until(
    'the button',
    () => cards(context, one, title, button).length > 0,
    NEVER_COMES_MS,
  ).catch(() => 'never');
  // The reading afterwards finds what is not there.
  if (there === 'never') return;
  await persist(`${what} ${title}`, async () => {
    const card = cards(context, one, title, button).at(-1);
    if (!card) return true;
    const answered = context.heard(await who.click(card, button));
    if (answered) context.done({ what, title, channel: one.channel });
    return answered;
  });
}

async function report(context: Desk, one: Case, school: Actor, title: string): Promise<void> {
  const line = `/klaar ${numberOf(context, one, title)}`;
  await persist(line, async () => context.heard(await school.command(one.channel, line)));
  context.done({ what: 'reported', title, channel: one.channel });
}

/** Reads the number of an agreement on its card. */
function numberOf(context: Desk, one: Case, title: string): string {
  const card = shownIn(context, one, title).find((text) => text.includes(DONE_WHEN));
  return /Afspraak (\d+)/.exec(card ?? '')?.[1] ?? '';
}

function shownIn(context: Desk, one: Case, title: string): string[] {
  return context.stage.slack
    .history(one.channel)
    .map(shown)
    .filter((text) => text.includes(title));
}

/** The messages about it with this button on them. */
function cards(context: Desk, one: Case, title: string, button: string): StoredMessage[] {
  return context.stage.slack
    .history(one.channel)
    .filter((m) => controls(m.blocks).some((c) => c.label === button) && shown(m).includes(title));
}

/** The n-th from Tuesday 5 January 2027 on. */
function workingDay(n: number): string {
  const days = Math.floor(n / 4) * 7 + (n % 4);
  return new Date(Date.UTC(2027, 0, 5 + days)).toISOString().slice(0, 10);
}
