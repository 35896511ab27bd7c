import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommandName } from '../../src/domain/command-names.ts';
import type { Document } from '../../src/ports/document.ts';
import { reading } from '../../test/fakes/slack/index.ts';
import { card, form, says } from '../../test/fixtures/shown.ts';
import { type Opened, openSlack, WAYS } from '../../test/support/adapters/slack-adapter.ts';

const does = (command: CommandName, label: string) => ({
  label,
  does: { command },
  args: { agreementId: 'a2' },
});
/** More buttons than a card shows at once. */
const full: Document = {
  notification: 'Wilg-27: afspraak 2',
  language: 'nl',
  blocks: [
    { kind: 'heading', text: 'Afspraak 2' },
    {
      kind: 'actions',
      actions: [
        does('agreement.confirm', 'Klopt'),
        { label: 'Anders begrepen', does: { form: 'agreement.dispute' }, args: { agreementId: 'a2' } },
        does('agreement.reportDone', 'Klaar'),
        { label: 'Ik zit vast', does: { form: 'agreement.stuck' }, args: { agreementId: 'a2' } },
        does('agreement.resume', 'Hervatten'),
        { label: 'Stoppen', does: { form: 'agreement.end' }, args: { agreementId: 'a2' } },
      ],
    },
  ],
};
describe.each(WAYS)('over %s', (way) => {
  let opened: Opened;
  let channel: string;
  beforeAll(async () => {
    opened = await openSlack(way);
    const room = await opened.app.platform.openRoom(
      { id: 'w', externalId: 'T0STANDIN', settings: {} },
      'Wilg-27',
      '',
    );
    if (!room.ok) throw new Error('no room');
    channel = room.value.externalId;
    for (const person of ['U0LEAD', 'U0TEACHER']) {
      await opened.app.platform.invite(toRoom(), person);
    }
    await opened.app.platform.post(toRoom(), card, '00000000-0000-4000-8000-0000000000aa');
    await opened.slack.settled();
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    opened.useCases.answer({});
    opened.useCases.inbound.length = 0;
    opened.useCases.notices.length = 0;
    opened.log.length = 0;
    opened.slack.heal();
  });
  const toRoom = () => ({
    workspace: { id: 'w', externalId: 'T0STANDIN', settings: {} },
    target: { room: channel },
    mentions: {},
  });
  const seenBy = (user: string): string =>
    reading(opened.slack.readBy(user, channel).at(-1)?.blocks ?? []).replaceAll('\u2060', '');
  const lead = () => opened.slack.as('U0LEAD');

  describe('the button behind which others are', () => {
    let other: string;
    const openMenu = () => lead().click({ channel: other }, 'Meer …');
    beforeAll(async () => {
      const { platform } = opened.app;
      const room = await platform.openRoom(toRoom().workspace, 'Eik-8', '');
      other = room.ok ? room.value.externalId : '';
      const to = { ...toRoom(), target: { room: other } };
      await platform.invite(to, 'U0LEAD');
      await platform.post(to, full, '00000000-0000-4000-8000-0000000000ab');
    });

    it('shows them one under another, under the heading of their card, and asks the application nothing', async () => {
      expect(await openMenu()).toMatchObject({ acknowledgedInTime: true });
      const { title, blocks } = lead().openView();
      expect(title).toMatchObject({ text: 'Afspraak 2' });
      expect(blocks.map((block) => reading([block]))).toEqual(['Ik zit vast', 'Hervatten', 'Stoppen']);
      expect(opened.useCases.inbound).toEqual([]);
      await lead().closeView();
    });

    it('gives way to the answer, so that one press closes it', async () => {
      opened.useCases.answer({ reply: says('We vragen er weer naar.') });
      await openMenu();
      await lead().click('modal', 'Hervatten');
      expect(opened.useCases.inbound[0]).toMatchObject({
        channel: other,
        request: { type: 'command', command: 'agreement.resume', args: { agreementId: 'a2' } },
      });
      await expect.poll(() => reading(lead().openView().blocks)).toContain('We vragen er weer naar.');
      await lead().closeView();
      expect(lead().hasView()).toBe(false);
    });

    it('has its forms on top of it; sending one closes everything, and is answered in the channel', async () => {
      opened.useCases.answer({ form });
      await openMenu();
      await lead().click('modal', 'Ik zit vast');
      expect(lead().openView().title).toMatchObject({ text: 'Ik zit vast' });
      opened.useCases.answer({ reply: says('Dank je. De regiehouder weet het.') });
      await lead().submit({ 'Wat houdt je tegen?': 'geld', 'Waar gaat het om?': 'Tijd' });
      await opened.slack.settled();
      expect(lead().hasView()).toBe(false);
      expect(opened.useCases.inbound.at(-1)).toMatchObject({ channel: other, request: { type: 'submit' } });
      const last = (): string => reading(opened.slack.readBy('U0LEAD', other).at(-1)?.blocks ?? []);
      await expect.poll(last).toBe('Dank je. De regiehouder weet het.');
    });

    it('is where a person looks for what is not in sight', async () => {
      await lead().click({ channel: other }, 'Hervatten');
      expect(opened.useCases.inbound[0]?.request).toMatchObject({ command: 'agreement.resume' });
      if (lead().hasView()) await lead().closeView();
    });

    it('says in the log that Slack did not show them, and is pressed again', async () => {
      opened.slack.fail({ kind: '503', method: 'views.open' });
      expect(await openMenu()).toMatchObject({ acknowledgedInTime: true });
      expect(lead().hasView()).toBe(false);
      expect(opened.log).toMatchObject([{ level: 'warn' }]);
      await openMenu();
      expect(lead().hasView()).toBe(true);
      await lead().closeView();
    });
  });

  describe('a slash command', () => {
    it('is answered only to who typed it, in the acknowledgement', async () => {
      opened.useCases.answer({ reply: says('Fijn, afspraak 2 is klaar.') });
      const got = await lead().command(channel, '/schakel klaar 2');
      expect(got).toMatchObject({ acknowledgedInTime: true });
      expect(got.refused).toBeUndefined();
      expect(opened.useCases.inbound[0]).toMatchObject({
        platform: 'slack',
        workspaceExternalId: 'T0STANDIN',
        userExternalId: 'U0LEAD',
        channel,
        request: { type: 'text', root: 'schakel', text: 'klaar 2' },
      });
      expect(seenBy('U0LEAD')).toBe('Fijn, afspraak 2 is klaar.');
      expect(seenBy('U0TEACHER')).toContain('Gesprek plannen');
    });

    it('is read as it was typed: signs, and pictures by their name', async () => {
      await lead().command(channel, '/afspraak Rooster <mei> 👋 10:30:45');
      expect(opened.useCases.inbound[0]?.request).toMatchObject({ text: 'Rooster <mei> 👋 10:30:45' });
    });

    it('has a short form in both languages', async () => {
      await lead().command(channel, '/klaar 2');
      await lead().command(channel, '/done 2');
      expect(opened.useCases.inbound.map((one) => one.request)).toEqual([
        { type: 'text', root: 'klaar', text: '2' },
        { type: 'text', root: 'done', text: '2' },
      ]);
    });

    it('in a direct conversation is about no room', async () => {
      await lead().command('dm', '/afspraken');
      expect(opened.useCases.inbound[0]?.channel).toBeNull();
    });

    it('opens a form before it is acknowledged', async () => {
      opened.useCases.answer({ form });
      await lead().command(channel, '/schakel vast 2');
      expect(lead().openView().title).toMatchObject({ text: 'Ik zit vast' });
      await lead().closeView();
    });

    it('says plainly that nothing was changed when the application cannot be reached', async () => {
      opened.useCases.answer(() => Promise.reject(new Error('database away')));
      const got = await lead().command(channel, '/klaar 2');
      expect(got.acknowledgedInTime).toBe(true);
      expect(seenBy('U0LEAD')).toContain('Dit lukte even niet. Er is niets veranderd.');
      expect(seenBy('U0LEAD')).toContain('Nothing was changed.');
    });

    it('says so too when Slack does not open the form', async () => {
      opened.useCases.answer({ form });
      opened.slack.fail({ kind: '503', method: 'views.open' });
      await lead().command(channel, '/schakel vast 2');
      expect(seenBy('U0LEAD')).toContain('Dit lukte even niet.');
    });
  });

  describe('a button', () => {
    it('asks what it says, with what it carries, and answers only who pressed', async () => {
      opened.useCases.answer({ reply: says('Genoteerd. Een ander bevestigt het.') });
      await lead().click({ channel, text: 'Gesprek plannen' }, 'Klaar');
      expect(opened.useCases.inbound[0]).toMatchObject({
        channel,
        request: { type: 'command', command: 'agreement.reportDone', args: { agreementId: 'a2' } },
      });
      await expect.poll(() => seenBy('U0LEAD')).toBe('Genoteerd. Een ander bevestigt het.');
      expect(seenBy('U0TEACHER')).toContain('Gesprek plannen');
    });

    it('opens its form, and what is filled in comes back by the names of the fields', async () => {
      opened.useCases.answer({ form });
      await lead().click({ channel, text: 'Gesprek plannen' }, 'Ik zit vast');
      expect(opened.useCases.inbound[0]?.request).toEqual({
        type: 'form',
        form: 'agreement.stuck',
        args: { agreementId: 'a2' },
      });
      opened.useCases.answer({ reply: says('Dank je. De regiehouder hoort het.') });
      const got = await lead().submit({
        words: 'Wachten op wethouder & raad ⏳',
        due: 'volgende week dinsdag',
        duePicked: '2026-12-01',
        category: 'Een besluit',
        sure: ['Ja, zo plaatsen'],
        member: 'U0TEACHER',
      });
      expect(got.acknowledgedInTime).toBe(true);
      expect(opened.useCases.inbound[1]).toMatchObject({
        channel,
        request: {
          type: 'submit',
          command: 'agreement.stuck',
          args: { agreementId: 'a2' },
          values: {
            words: 'Wachten op wethouder & raad ⏳',
            due: 'volgende week dinsdag',
            duePicked: '2026-12-01',
            category: 'decision',
            sure: ['yes'],
            member: 'U0TEACHER',
          },
        },
      });
      expect(lead().hasView()).toBe(false);
      await expect.poll(() => seenBy('U0LEAD')).toBe('Dank je. De regiehouder hoort het.');
    });

    it('has one effect when Slack or a fast finger sends it twice', async () => {
      const before = opened.useCases.effects.length;
      await lead().click({ channel, text: 'Gesprek plannen' }, 'Klaar');
      await opened.slack.redeliver('interactive');
      expect(opened.useCases.effects).toHaveLength(before + 1);
    });
  });

  describe('a form', () => {
    const open = async (): Promise<void> => {
      opened.useCases.answer({ form });
      await lead().command(channel, '/schakel vast 2');
    };
    const filled = { words: 'Iets', category: 'Tijd' };

    it('stays open with the reason at its field', async () => {
      await open();
      opened.useCases.answer({ errors: { due: 'Die dag ken ik niet. Bedoel je 1 december?' } });
      const got = await lead().submit(filled);
      expect(got.errors).toEqual({ due: 'Die dag ken ik niet. Bedoel je 1 december?' });
      expect(got.refused).toBeUndefined();
      await lead().closeView();
    });

    it('shows a reason without a place of its own at the first field', async () => {
      await open();
      opened.useCases.answer({ errors: { sureness: 'Dat mag hier niet.' } });
      const got = await lead().submit(filled);
      expect(got.errors).toEqual({ words: 'Dat mag hier niet.' });
      await lead().closeView();
    });

    it('that is refused as a whole stays open with the reason, and what would help comes beside it', async () => {
      await open();
      const offer = { label: 'Iemand toevoegen', does: { form: 'participant.add' }, args: {} } as const;
      const refused = says('Wilg-27 is afgesloten.');
      const reply = {
        ...refused,
        blocks: [...refused.blocks, { kind: 'actions', actions: [offer] } as const],
      };
      opened.useCases.answer({ reply, nothingDone: 'refused' });
      const got = await lead().submit(filled);
      expect(got.errors).toEqual({ words: 'Wilg-27 is afgesloten.' });
      await expect.poll(() => seenBy('U0LEAD')).toContain('Iemand toevoegen');
      await lead().closeView();
    });

    it('that says what was so already keeps the words that would be lost, and no others', async () => {
      await open();
      opened.useCases.answer({ reply: says('Afspraak 2 loopt niet vast.'), nothingDone: 'unchanged' });
      expect((await lead().submit(filled)).errors).toEqual({ words: 'Afspraak 2 loopt niet vast.' });
      await lead().closeView();
    });

    it('makes place for the next question', async () => {
      await open();
      opened.useCases.answer({ form: { ...form, title: 'Weet je het zeker?' } });
      await lead().submit(filled);
      expect(lead().openView().title).toMatchObject({ text: 'Weet je het zeker?' });
      await lead().closeView();
    });

    it('stays open, with all that was typed, when the application cannot be reached', async () => {
      await open();
      opened.useCases.answer(() => Promise.reject(new Error('database away')));
      const got = await lead().submit(filled);
      expect(got.errors?.words).toContain('Er is niets veranderd.');
      opened.useCases.answer({ reply: says('Gelukt.') });
      await lead().submit(filled);
      await expect.poll(() => seenBy('U0LEAD')).toBe('Gelukt.');
    });

    it('opened outside a channel answers in its own place, and the page behind it follows', async () => {
      let visits = 0;
      const home = () => {
        visits += 1;
        return { home: card };
      };
      opened.useCases.answer((inbound) =>
        inbound.request.type === 'home'
          ? home()
          : inbound.request.type === 'form'
            ? { form }
            : { reply: says('Dank je wel.') },
      );
      await lead().openHome();
      await lead().click('home', 'Ik zit vast');
      await lead().submit(filled);
      expect(reading(lead().openView().blocks)).toContain('Dank je wel.');
      await expect.poll(() => visits).toBe(2);
      await lead().closeView();
    });
  });

  describe('the message menu', () => {
    it('starts an agreement with the first words of the message, without its markup', async () => {
      opened.useCases.answer({ form });
      const message = await lead().say(
        channel,
        'Wie *belt* <https://school.example|de school> &amp; wanneer? :calling:',
      );
      await lead().shortcut('make_agreement', message);
      expect(opened.useCases.inbound[0]?.request).toEqual({
        type: 'form',
        form: 'agreement.create',
        args: { fromMessage: 1, suggestedTitle: 'Wie belt de school & wanneer? 📲' },
      });
      await lead().closeView();
    });
  });

  describe('the home page', () => {
    it('shows what is open, and again after something was done on it', async () => {
      let visits = 0;
      opened.useCases.answer((inbound) => {
        if (inbound.request.type !== 'home') return { reply: says('Klaar!') };
        visits += 1;
        return { home: visits === 1 ? card : says('Niets open. Fijn!') };
      });
      await lead().openHome();
      await lead().click('home', 'Klaar');
      await expect.poll(() => reading(opened.slack.home('U0LEAD')?.blocks ?? [])).toBe('Niets open. Fijn!');
      expect(reading(lead().openView().blocks)).toContain('Klaar!');
      await lead().closeView();
    });
  });
});
