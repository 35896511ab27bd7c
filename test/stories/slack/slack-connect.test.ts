import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/app/registry.ts';
import { controls } from '../../fakes/slack/index.ts';
import { onSlack } from '../../support/people/actor.ts';
import { COORDINATOR, LEAD } from '../../support/people/in-slack.ts';
import { openTown, type Town } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import { ok, STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

const THERAPIST = 'U0THERAPIST';
const STRANGER = {
  id: THERAPIST,
  name: 'behandelaar',
  realName: 'Behandelaar jeugdhulp',
  email: 'behandelaar@zorg.example',
  isStranger: true,
  teamId: 'T0CARE',
};

/** A care provider has Slack too, in a workspace of its own: the lead invites its therapist into the case's channel. */
describe('somebody of another organisation, over Slack Connect', () => {
  let town: Town;
  let stage: Stage;
  const overview = (): string => town.channel(stage.channel).find((m) => m.includes(': overzicht')) ?? '';
  const invite = async (email: string): Promise<unknown> => {
    ok(await town.slack.as(LEAD).command(stage.channel, '/schakel casus'));
    ok(await town.slack.as(LEAD).click({ channel: stage.channel }, 'Iemand van buiten uitnodigen'));
    return town.slack.as(LEAD).submit({ email, role: 'careProvider' });
  };

  beforeAll(async () => {
    ({ town, stage } = await begun({ strangers: [STRANGER] }));
  });
  afterAll(() => town?.close());

  it('is shown as invited until they come in, without their address', async () => {
    ok((await invite('Behandelaar@Zorg.example')) as Parameters<typeof ok>[0]);
    await town.settle();
    expect(overview()).toContain('Uitgenodigd');
    expect(overview()).toContain('zorgaanbieder');
    expect(overview()).not.toContain('zorg.example');
  });

  it('takes part as soon as they accept, and their address is erased', async () => {
    await town.slack.as(THERAPIST).joinShared(stage.channel);
    await town.settle();
    expect(overview()).toContain('Behandelaar jeugdhulp');
    expect(overview()).not.toContain('Uitgenodigd');
    expect(town.direct(LEAD).join('\n')).not.toContain('doet niet mee in deze casus');
    const { rows } = await town.database.database.pool.query(`SELECT "email", "status" FROM "invitation"`);
    expect(rows).toEqual([{ email: '', status: 'accepted' }]);
  });

  it('can do with a button what others do with a command', async () => {
    const card = { channel: stage.channel, text: 'Onderwijsplan' };
    const answer = await town.slack.as(THERAPIST).click(card, 'Klopt');
    ok(answer);
    await town.settle();
    expect(town.channel(stage.channel).find((m) => m.startsWith('Afspraak 1'))).toContain(THERAPIST);
  });

  it('can say in a form what they understood, though the form comes from their own workspace', async () => {
    const card = { channel: stage.channel, text: 'Zorgplan' };
    ok(await town.slack.as(THERAPIST).click(card, 'Ik heb het anders begrepen'));
    ok(await town.slack.as(THERAPIST).submit({ words: 'eerst een rustige start' }));
    await town.settle();
    const agreement = town.channel(stage.channel).find((m) => m.startsWith('Afspraak 2'));
    expect(agreement).toContain('“eerst een rustige start”');
  });

  it('finds a button for everything, beginning with those that everybody sees in the channel', async () => {
    const reachable = new Set<string>();
    const pressed = new Set<string>();
    const actor = town.slack.as(THERAPIST);
    const inFront = () => [
      ...(actor.hasView() ? [{ at: 'modal' as const, blocks: actor.openView().blocks }] : []),
      ...town.slack.readBy(THERAPIST, stage.channel).map((at) => ({ at, blocks: at.blocks })),
    ];
    const isLook = (name: string): boolean => COMMANDS.get(name)?.run.on.startsWith('query') ?? false;
    const nameOf = (element: { action_id?: unknown }): string =>
      /^(?:command|form):([^#]+)/.exec(String(element.action_id))?.[1] ?? '';
    /** A button that only shows is pressed once; one that opens others, as long as any is unpressed. */
    const isToPress = (name: string, label: string): boolean => {
      if (name !== '') return isLook(name) && !pressed.has(name);
      const times = opened.get(label) ?? 0;
      opened.set(label, times + 1);
      return times === 0 || (times < 30 && [...reachable].some((one) => isLook(one) && !pressed.has(one)));
    };
    const opened = new Map<string, number>();
    /** Everything in front of them is read, pressed where it only shows something, and closed again. */
    const lookAround = async (): Promise<void> => {
      const all = inFront();
      for (const { blocks } of all)
        for (const { element } of controls(blocks)) reachable.add(nameOf(element));
      for (const { at, blocks } of all) {
        for (const { element, label } of controls(blocks)) {
          const name = nameOf(element);
          if (!isToPress(name, `${label} ${String(element.value)}`)) continue;
          pressed.add(name);
          const before = JSON.stringify(inFront());
          ok(await actor.click(at, label));
          await expect.poll(() => JSON.stringify(inFront())).not.toBe(before);
          return lookAround();
        }
        if (at !== 'modal') continue;
        await actor.closeView();
        return lookAround();
      }
    };
    await lookAround();
    const theirs = [...COMMANDS.values()].filter(({ who }) =>
      who.some((one) => ['member', 'participant', 'owner'].includes(one)),
    );
    // These stand below a message that asks for them, when there is something to ask.
    const whenAsked = [
      'agreement.confirmAll',
      'agreement.confirmDone',
      'agreement.notYet',
      'agreement.onTrack',
      'agreement.mine',
      'agreement.ownAnswer',
      'phone.right',
      'phone.wrong',
      'blocker.resolve',
      'lead.accept',
      'lead.decline',
      'lead.suggest',
    ];
    // And these are about the web: settings of a region, and how a letter reaches somebody there.
    const onPages = /^(manage\.|person\.(reach|language)$)/;
    const missing = theirs.map(({ name }) => name).filter((name) => !reachable.has(name));
    expect(missing.filter((name) => !whenAsked.includes(name) && !onPages.test(name))).toEqual([]);
  });

  it('is not invited when the address is none, and the lead reads how it should be', async () => {
    expect(JSON.stringify(await invite('geen adres'))).toContain('Dit is geen e-mailadres');
    expect(town.direct(COORDINATOR).join('\n')).not.toContain('zorg.example');
  });
});

describe('an invitation whose lead was let go before it was accepted', () => {
  let town: Town;
  let stage: Stage;
  beforeAll(async () => {
    ({ town, stage } = await begun({ strangers: [STRANGER] }));
  });
  afterAll(() => town?.close());

  it('lets nobody take part: they are taken out of the channel, and who goes on with the case hears it', async () => {
    const lead = town.slack.as(LEAD);
    ok(await lead.command(stage.channel, '/schakel casus'));
    ok(await lead.click({ channel: stage.channel }, 'Iemand van buiten uitnodigen'));
    ok(await lead.submit({ email: STRANGER.email, role: 'careProvider' }));
    await town.settle();
    await town.slack.as(LEAD).leave(stage.channel);
    await town.settle();
    await town.slack.as(THERAPIST).joinShared(stage.channel);
    await town.settle();
    const overview = town.channel(stage.channel).find((m) => m.includes(': overzicht')) ?? '';
    expect(overview).not.toContain('Behandelaar jeugdhulp');
    expect(overview).not.toContain('Uitgenodigd');
    expect(town.slack.channels().find((one) => one.name === stage.channel)?.members).not.toContain(THERAPIST);
    expect(town.direct(COORDINATOR).join('\n')).toContain('doet niet mee in deze casus');
  });
});

it('a workspace that may not invite from outside: the lead hears it, and which way is left', async () => {
  const town = await openTown({ start: STORY_START, paidPlan: false });
  try {
    const stage: Stage = { ...onSlack(town.slack), language: 'nl', channel: '', settle: () => town.settle() };
    const [opening] = STORY_4;
    await town.at(opening?.date ?? '', opening?.time ?? '');
    await opening?.play?.(stage);
    await town.settle();
    ok(await town.slack.as(COORDINATOR).command(stage.channel, '/schakel casus'));
    ok(await town.slack.as(COORDINATOR).click({ channel: stage.channel }, 'Iemand van buiten uitnodigen'));
    ok(await town.slack.as(COORDINATOR).submit({ email: STRANGER.email, role: 'careProvider' }));
    await town.settle();
    const told = town.direct(COORDINATOR).at(-1) ?? '';
    expect(told).toContain('mag niemand van buiten uitnodigen');
    expect(told).toContain('[Uitnodigen met een code]');
  } finally {
    await town.close();
  }
});
