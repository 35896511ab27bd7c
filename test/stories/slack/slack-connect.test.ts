import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/app/registry.ts';
import { controls } from '../../fakes/slack/index.ts';
import { ok, peopleInSlack } from '../../support/people/actor.ts';
import { COORDINATOR, IN_SLACK, LEAD, USERS } from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';
import { STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

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
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  const overview = (): string =>
    schakel.slack.read(stage.channel).find((m) => m.includes(': overzicht')) ?? '';
  const invite = async (email: string): Promise<unknown> => {
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/schakel casus'));
    ok(await schakel.slack.as(LEAD).click({ channel: stage.channel }, 'Iemand van buiten uitnodigen'));
    return schakel.slack.as(LEAD).submit({ email, role: 'careProvider' });
  };

  beforeAll(async () => {
    ({ schakel, stage } = await begun({ slack: { ...IN_SLACK.slack, users: [...USERS, STRANGER] } }));
  });
  afterAll(() => schakel?.stop());

  it('is shown as invited until they come in, without their address', async () => {
    ok((await invite('Behandelaar@Zorg.example')) as Parameters<typeof ok>[0]);
    await schakel.settle();
    expect(overview()).toContain('Uitgenodigd');
    expect(overview()).toContain('zorgaanbieder');
    expect(overview()).not.toContain('zorg.example');
  });

  it('takes part as soon as they accept, and their address is erased', async () => {
    await schakel.slack.as(THERAPIST).joinShared(stage.channel);
    await schakel.settle();
    expect(overview()).toContain('Behandelaar jeugdhulp');
    expect(overview()).not.toContain('Uitgenodigd');
    expect(schakel.slack.written(LEAD).join('\n')).not.toContain('doet niet mee in deze casus');
    const { rows } = await schakel.database.database.pool.query(`SELECT "email", "status" FROM "invitation"`);
    expect(rows).toEqual([{ email: '', status: 'accepted' }]);
  });

  it('can do with a button what others do with a command', async () => {
    const card = { channel: stage.channel, text: 'Onderwijsplan' };
    const answer = await schakel.slack.as(THERAPIST).click(card, 'Klopt');
    ok(answer);
    await schakel.settle();
    expect(schakel.slack.read(stage.channel).find((m) => m.startsWith('Afspraak 1'))).toContain(
      `@${STRANGER.realName}`,
    );
  });

  it('can say in a form what they understood, though the form comes from their own workspace', async () => {
    const card = { channel: stage.channel, text: 'Zorgplan' };
    ok(await schakel.slack.as(THERAPIST).click(card, 'Ik heb het anders begrepen'));
    ok(await schakel.slack.as(THERAPIST).submit({ words: 'eerst een rustige start' }));
    await schakel.settle();
    const agreement = schakel.slack.read(stage.channel).find((m) => m.startsWith('Afspraak 2'));
    expect(agreement).toContain('“eerst een rustige start”');
  });

  it('finds a button for everything, beginning with those that everybody sees in the channel', async () => {
    const reachable = new Set<string>();
    const pressed = new Set<string>();
    const actor = schakel.slack.as(THERAPIST);
    const inFront = () => [
      ...(actor.hasView() ? [{ at: 'modal' as const, blocks: actor.openView().blocks }] : []),
      ...schakel.slack.readBy(THERAPIST, stage.channel).map((at) => ({ at, blocks: at.blocks })),
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
      // Of an agreement that comes back, and the second of two forms.
      'agreement.missed',
      'library.post',
      // Of a report that they made.
      'report.show',
      'agreement.mine',
      'agreement.ownAnswer',
      'phone.right',
      'phone.wrong',
      'blocker.resolve',
      'lead.accept',
      'lead.decline',
      'lead.suggest',
      'intake.show',
      'intake.question',
    ];
    // And these are about the web: settings of a region, and how a letter reaches somebody there.
    const onPages = /^(manage\.|person\.(reach|language)$)/;
    const missing = theirs.map(({ name }) => name).filter((name) => !reachable.has(name));
    expect(missing.filter((name) => !whenAsked.includes(name) && !onPages.test(name))).toEqual([]);
  });

  it('is not invited when the address is none, and the lead reads how it should be', async () => {
    expect(JSON.stringify(await invite('geen adres'))).toContain('Dit is geen e-mailadres');
    expect(schakel.slack.written(COORDINATOR).join('\n')).not.toContain('zorg.example');
  });
});

describe('an invitation whose lead was let go before it was accepted', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  beforeAll(async () => {
    ({ schakel, stage } = await begun({ slack: { ...IN_SLACK.slack, users: [...USERS, STRANGER] } }));
  });
  afterAll(() => schakel?.stop());

  it('lets nobody take part: they are taken out of the channel, and who goes on with the case hears it', async () => {
    const lead = schakel.slack.as(LEAD);
    ok(await lead.command(stage.channel, '/schakel casus'));
    ok(await lead.click({ channel: stage.channel }, 'Iemand van buiten uitnodigen'));
    ok(await lead.submit({ email: STRANGER.email, role: 'careProvider' }));
    await schakel.settle();
    await schakel.slack.as(LEAD).leave(stage.channel);
    await schakel.settle();
    await schakel.slack.as(THERAPIST).joinShared(stage.channel);
    await schakel.settle();
    const overview = schakel.slack.read(stage.channel).find((m) => m.includes(': overzicht')) ?? '';
    expect(overview).not.toContain('Behandelaar jeugdhulp');
    expect(overview).not.toContain('Uitgenodigd');
    expect(schakel.slack.channels().find((one) => one.name === stage.channel)?.members).not.toContain(
      THERAPIST,
    );
    expect(schakel.slack.written(COORDINATOR).join('\n')).toContain('doet niet mee in deze casus');
  });
});

it('a workspace that may not invite from outside: the lead hears it, and which way is left', async () => {
  const schakel = await startSchakel({
    ...IN_SLACK,
    start: STORY_START,
    slack: { ...IN_SLACK.slack, paidPlan: false },
  });
  try {
    const stage: Stage = {
      ...peopleInSlack(schakel.slack),
      language: 'nl',
      channel: '',
      settle: () => schakel.settle(),
    };
    const [opening] = STORY_4;
    await schakel.at(opening?.date ?? '', opening?.time ?? '');
    await opening?.play?.(stage);
    await schakel.settle();
    ok(await schakel.slack.as(COORDINATOR).command(stage.channel, '/schakel casus'));
    ok(await schakel.slack.as(COORDINATOR).click({ channel: stage.channel }, 'Iemand van buiten uitnodigen'));
    ok(await schakel.slack.as(COORDINATOR).submit({ email: STRANGER.email, role: 'careProvider' }));
    await schakel.settle();
    const told = schakel.slack.written(COORDINATOR).at(-1) ?? '';
    expect(told).toContain('mag niemand van buiten uitnodigen');
    expect(told).toContain('[Uitnodigen met een code]');
  } finally {
    await schakel.stop();
  }
});
