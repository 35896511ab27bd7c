import { ok } from '../people/actor.ts';
import { openCaseInChat } from '../people/acts.ts';
import { COORDINATOR, IN_SLACK, LEAD, MOTHER, SCHOOL, SCHOOL_DEPUTY } from '../people/in-slack.ts';
import { readBlocks, readMessage } from '../reading/in-slack.ts';
import { type Schakel, startSchakel } from '../schakel/start-schakel.ts';

const NAMES: Readonly<Record<string, string>> = {
  [SCHOOL]: 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)',
  [LEAD]: 'Casemanager gemeente (casemanager gemeente)',
};

/** A case on Slack, in which people type. What the person reads and what the room reads are both looked at. */
export async function openTypedCase(agreements: readonly (readonly [title: string, owner: string])[]) {
  const schakel: Schakel<'slack'> = await startSchakel(IN_SLACK);
  const as = schakel.slack.as;
  await openCaseInChat(as(COORDINATOR), schakel);
  const channel = schakel.slack.channels()[0]?.name ?? '';
  for (const [member, role] of [
    [LEAD, 'municipalCaseManager'],
    [SCHOOL, 'supportCoordinator'],
    [SCHOOL_DEPUTY, 'teacher'],
    [MOTHER, 'guardian'],
  ] as const) {
    ok(await as(COORDINATOR).command(channel, '/schakel deelnemer'));
    ok(await as(COORDINATOR).submit({ member, role }));
    await schakel.settle();
  }
  for (const [title, owner] of agreements) {
    ok(await as(LEAD).command(channel, '/afspraak'));
    const doneWhen = `${title} is gedeeld`;
    ok(await as(LEAD).submit({ title, owner: NAMES[owner] ?? '', due: 'donderdag 18 maart', doneWhen }));
    await schakel.settle();
  }
  /** The newest that only this person sees there. */
  const lastTold = (user: string, where = channel): string => {
    const last = schakel.slack
      .readBy(user, where)
      .filter((m) => m.ephemeralFor === user)
      .at(-1);
    return last ? readMessage(last) : '';
  };
  /** Returns what only this person sees: the form in front of them, else the answer. */
  const types = async (user: string, line: string, where = channel): Promise<string> => {
    const delivery = await as(user).command(where, line);
    ok(delivery);
    await schakel.settle();
    if (as(user).hasView()) {
      const view = as(user).openView();
      const filled = JSON.stringify(view.blocks);
      const words = `FORM ${readBlocks(view.blocks)}\n${filled}`;
      await as(user).closeView();
      return words;
    }
    // Of one's own conversation only the answer is read.
    return where === 'dm' ? readBlocks(JSON.parse(delivery.body).blocks) : lastTold(user, where);
  };
  const room = (): string => schakel.slack.read(channel).join('\n———\n');
  return { schakel, channel, types, lastTold, room };
}

export type TypedCase = Awaited<ReturnType<typeof openTypedCase>>;
