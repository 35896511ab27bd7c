import { setTimeout as wait } from 'node:timers/promises';
import {
  type Actor,
  controls,
  type Delivery,
  type StoredMessage,
  shown,
} from '../../test/edges/slack/index.ts';
import type { Case } from './cases.ts';
import type { Chance } from './chance.ts';
import { schoolName } from './people.ts';
import { type Stage, until } from './stage.ts';

/** Something a person was told is done. */
export interface Deed {
  readonly what: 'made' | 'confirmed' | 'reported' | 'closed';
  readonly title: string;
  readonly channel: string;
}

export interface Load {
  readonly acknowledged: readonly Deed[];
  /** How often something was typed, pressed or sent, and how often nothing came back in time. */
  readonly tries: { made: number; unanswered: number };
  /** Lets everybody finish what they are doing. */
  finish(): Promise<void>;
}

/** Stands on the card of an agreement and in no other message. */
export const DONE_WHEN = 'het is gelukt met';
/** A person who got no answer tries again after so long. */
const AGAIN_MS = 250;
/** After so long nobody waits for a card any more. */
const NEVER_COMES_MS = 30_000;
const PAUSE_MS = { low: 150, high: 700 };

/** In every case two people at work: one makes agreements and closes them, the other confirms and reports them. */
export function startLoad(stage: Stage, cases: readonly Case[], chance: Chance, answered: () => void): Load {
  const acknowledged: Deed[] = [];
  const tries = { made: 0, unanswered: 0 };
  const going = { on: true };
  let count = 0;
  const desk: Desk = {
    stage,
    title: () => `chaos-${String(++count).padStart(4, '0')}`,
    on: () => going.on,
    pause: () => wait(chance.between(PAUSE_MS.low, PAUSE_MS.high)),
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
    return [leadAtWork(desk, one, made, reported), schoolAtWork(desk, one, made, reported)];
  });
  const all = Promise.all(people);
  // A failure is told by `finish`; until then it is no reason to stop.
  all.catch(() => undefined);
  return {
    acknowledged,
    tries,
    finish: async () => {
      going.on = false;
      await all;
    },
  };
}

interface Desk {
  readonly stage: Stage;
  title(): string;
  on(): boolean;
  pause(): Promise<void>;
  /** Counts an answer; true when it came in time. */
  heard(delivery: Delivery): boolean;
  done(deed: Deed): void;
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
    if (title) {
      await press(desk, one, school, title, 'Klopt', 'confirmed');
      await desk.pause();
      await report(desk, one, school, title);
      reported.push(title);
    }
    await desk.pause();
    // An event: Slack itself sends it again when nobody acknowledges it.
    await school.openHome();
  }
}

/** Opens the form, fills it in and sends it, until Schakel has said that it is done. */
async function make(desk: Desk, one: Case, lead: Actor, title: string): Promise<void> {
  await persist(`make ${title}`, async () => {
    if (!lead.hasView()) desk.heard(await lead.command(one.channel, '/afspraak'));
    if (!lead.hasView()) return false;
    const sent = await lead.submit({
      title,
      owner: `${schoolName(one.index)} (ondersteuningscoördinator van school)`,
      due: 'donderdag 1 april',
      doneWhen: `${DONE_WHEN} ${title}`,
    });
    return desk.heard(sent) && !sent.errors && sent.body.includes('clear');
  });
  desk.done({ what: 'made', title, channel: one.channel });
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
  const card = shownIn(desk, one, title).find((text) => text.includes(DONE_WHEN));
  const number = /Afspraak (\d+)/.exec(card ?? '')?.[1];
  await persist(`report ${title}`, async () =>
    desk.heard(await school.command(one.channel, `/klaar ${number}`)),
  );
  desk.done({ what: 'reported', title, channel: one.channel });
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

async function persist(what: string, attempt: () => Promise<boolean>): Promise<void> {
  await until(what, async () => {
    if (await attempt()) return true;
    await wait(AGAIN_MS);
    return false;
  });
}
