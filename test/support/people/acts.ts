import type { StandInUser } from '../../fakes/slack/index.ts';
import type { Schakel } from '../schakel/start-schakel.ts';
import { type Actor, ok } from './actor.ts';

/** The installation that people act on: whatever follows has happened when it comes to rest. */
interface Settling {
  settle(): Promise<void>;
}

/** A coordinator opens a case from their own page in Slack or Teams. */
export async function openCaseInChat(coordinator: Actor, schakel: Settling): Promise<void> {
  ok(await coordinator.openHome());
  ok(await coordinator.click('home', 'Nieuwe casus openen'));
  ok(await coordinator.submit({ firstDay: '4 januari 2027' }));
  await schakel.settle();
}

/** Brings somebody into a case with the button in its channel. */
export async function bringIn(
  by: Actor,
  schakel: Settling,
  channel: string,
  values: Parameters<Actor['submit']>[0],
): Promise<void> {
  ok(await by.click({ channel }, 'Iemand toevoegen'));
  ok(await by.submit(values));
  await schakel.settle();
}

/** A coordinator opens a case in a workspace. Gives the name of its channel there. */
export async function openCase(
  schakel: Schakel<'workspaces'>,
  team: string,
  coordinator: StandInUser,
): Promise<string> {
  const slack = schakel.workspaces.team(team);
  await openCaseInChat(slack.as(coordinator.id), schakel);
  const name = slack.channels().at(-1)?.name;
  if (!name) throw new Error('no channel was made for the case');
  return name;
}

/** Brings in a member of that workspace. */
export async function addMember(
  schakel: Schakel<'workspaces'>,
  team: string,
  channel: string,
  by: StandInUser,
  member: StandInUser,
  role: string,
): Promise<void> {
  const actor = schakel.workspaces.team(team).as(by.id);
  await bringIn(actor, schakel, channel, { member: member.id, role });
}

/** Somebody takes the lead, and agrees to do something by a day. */
export async function agreeOn(
  schakel: Schakel<'workspaces'>,
  team: string,
  channel: string,
  who: StandInUser,
  what: { readonly title: string; readonly due: string; readonly owner: string },
): Promise<void> {
  const slack = schakel.workspaces.team(team);
  ok(await slack.as(who.id).command(channel, '/afspraak'));
  ok(await slack.as(who.id).submit({ ...what, doneWhen: 'gedeeld met iedereen' }));
  await schakel.settle();
}
