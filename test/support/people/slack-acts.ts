import type { StandInUser } from '../../fakes/slack/index.ts';
import { ok } from '../../stories/whole/story4-script.ts';
import type { Schakel } from '../schakel/start-schakel.ts';

/** A coordinator opens a case in a workspace. Gives the name of its channel there. */
export async function openCase(
  schakel: Schakel<'workspaces'>,
  team: string,
  coordinator: StandInUser,
): Promise<string> {
  const slack = schakel.workspaces.team(team);
  ok(await slack.as(coordinator.id).openHome());
  ok(await slack.as(coordinator.id).click('home', 'Nieuwe casus openen'));
  ok(await slack.as(coordinator.id).submit({ firstDay: '4 januari 2027' }));
  await schakel.settle();
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
  const slack = schakel.workspaces.team(team);
  ok(await slack.as(by.id).click({ channel }, 'Iemand toevoegen'));
  ok(await slack.as(by.id).submit({ member: member.id, role }));
  await schakel.settle();
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
