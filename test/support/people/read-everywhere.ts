import { readBlocks, readMessage } from '../reading/in-slack.ts';
import { cardLines } from '../reading/in-teams.ts';
import type { Schakel } from '../schakel/start-schakel.ts';
import { textOf } from '../told/told-page.ts';
import type { Caller } from '../web/web-caller.ts';
import { actorInTeams } from './actor-in-teams.ts';

/** All that somebody reads of Schakel on the web, and in the chat that they are in. */
export type Reads = Readonly<Record<'web' | 'chat', string>>;

/** The pages that a case has. */
const PAGES = ['', '/who', '/timeline', '/terms', '/passed-on', '/take-along', '/requests'];
/** The questions that can be typed about a case. */
const TYPED = ['casus', 'afspraken', 'wie', 'toestemming', 'trajecten', 'intake', 'vragen'];

/** Reads as one person: every page, every channel that they are in, what was written to them, and each answer. */
export function readingEverywhere(
  schakel: Schakel<'web' | 'slack' | 'teams', 'midden'>,
  caseId: string,
): (chat: 'slack' | 'teams', web: Caller, account: string) => Promise<Reads> {
  const { slack } = schakel;
  const { midden } = schakel.teams;
  const onTheWeb = async (caller: Caller): Promise<string> => {
    const pages = [];
    for (const path of ['/', ...PAGES.map((page) => `/c/${caseId}${page}`)])
      pages.push(textOf((await caller.get(path)).html));
    return pages.join('\n———\n');
  };
  const inSlack = async (user: string): Promise<string> => {
    const mine = slack.channels().filter((c) => c.members.includes(user));
    for (const channel of ['dm', ...mine.filter((c) => !c.isArchived).map((c) => c.name)])
      for (const line of TYPED) await slack.as(user).command(channel, `/schakel ${line}`);
    await slack.as(user).openHome();
    await schakel.settle();
    const read = [...mine.flatMap((c) => [...slack.readBy(user, c.name)]), ...slack.dm(user)];
    const home = slack.home(user);
    return [
      ...read.map((message) => readMessage(message)),
      home ? readBlocks(home.blocks) : '',
      ...mine.flatMap((c) => [c.topic, c.purpose]),
    ].join('\n———\n');
  };
  const inTeams = async (user: string): Promise<string> => {
    const mine = midden.graph
      .team()
      .channels.filter((c) => c.membershipType !== 'standard' && c.members.some((m) => m.userId === user));
    const actor = actorInTeams(midden, user);
    for (const channel of ['dm', ...mine.filter((c) => !c.isArchived).map((c) => c.displayName)])
      for (const line of TYPED) await actor.command(channel, line);
    await actor.openHome();
    await schakel.settle();
    const rooms = mine.map((c) => midden.channel(c.displayName));
    const chat = await midden.teams.personal(user);
    return [...rooms, chat]
      .flatMap((at) => midden.teams.history(at))
      .filter((m) => m.onlyFor === null || m.onlyFor === user)
      .map(cardLines)
      .join('\n———\n');
  };
  return async (chat, web, account) => ({
    web: await onTheWeb(web),
    chat: await { slack: inSlack, teams: inTeams }[chat](account),
  });
}
