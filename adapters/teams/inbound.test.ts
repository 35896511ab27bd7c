import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { card, form, says } from '../../test/fixtures/shown.ts';
import {
  type OpenedTeams,
  openTeams,
  TEAMS_PEOPLE,
  TEAMS_WORKSPACE,
} from '../../test/support/adapters/teams-adapter.ts';

let opened: OpenedTeams;
let shown = '';
const lead = TEAMS_PEOPLE.lead.aadObjectId;
const teacher = TEAMS_PEOPLE.teacher.aadObjectId;
const neighbour = TEAMS_PEOPLE.neighbour.aadObjectId;
const requests = () => opened.useCases.inbound.map((one) => one.request);
const away = () => Promise.reject(new Error('database away'));
const sayInRoom = (text: string, mention = true) =>
  opened.tenant.teams.say(lead, opened.channel, text, { mention });
const chatOf = async (user: string): Promise<readonly string[]> => {
  await opened.tenant.teams.personal(user);
  return opened.tenant.written(user);
};
const inRoom = (): readonly string[] => opened.tenant.read(opened.channel);

beforeAll(async () => {
  opened = await openTeams();
  const to = { workspace: TEAMS_WORKSPACE, target: { room: opened.channel }, mentions: {} };
  const posted = await opened.app.platform.post(to, card, randomUUID());
  if (!posted.ok) throw new Error('no card');
  shown = posted.value.split('|')[1] ?? '';
});
afterAll(() => opened?.close());
beforeEach(() => {
  opened.useCases.answer({});
  opened.useCases.inbound.length = 0;
  opened.useCases.notices.length = 0;
  opened.tenant.teams.heal();
});

describe('what is typed', () => {
  it.each([
    ['in Dutch', 'klaar 2'],
    ['in English', 'done 2'],
    ['with the name of the app once more', 'schakel klaar 2'],
    ['as a slash command', '/schakel klaar 2'],
  ])('with a mention in the channel of a case is a command, %s', async (_how, words) => {
    await sayInRoom(words);
    expect(opened.useCases.inbound).toMatchObject([
      {
        platform: 'teams',
        workspaceExternalId: TEAMS_WORKSPACE.externalId,
        userExternalId: lead,
        channel: opened.channel,
        request: { type: 'text', root: 'schakel', text: words.replace(/^\/?schakel /, '') },
      },
    ]);
  });

  it('is answered in the personal chat, where nobody reads along', async () => {
    opened.useCases.answer({ reply: says('Fijn, afspraak 2 is klaar.') });
    await sayInRoom('klaar 2');
    expect((await chatOf(lead)).at(-1)).toBe('Fijn, afspraak 2 is klaar.');
    expect(inRoom().join('\n')).not.toContain('Fijn');
    expect((await chatOf(teacher)).join('\n')).not.toContain('Fijn');
  });

  it('needs no mention in the personal chat, and is about no room', async () => {
    await opened.tenant.teams.say(lead, await opened.tenant.teams.personal(lead), 'afspraken');
    expect(opened.useCases.inbound).toMatchObject([
      { channel: null, request: { type: 'text', root: 'schakel', text: 'afspraken' } },
    ]);
  });

  it('with a slash comes to the app alone, as a targeted message without a mention', async () => {
    const targeted = {
      type: 'message',
      text: 'afspraken',
      recipient: { id: opened.tenant.teams.botId, isTargeted: true },
    };
    await opened.tenant.teams.activity(lead, opened.channel, targeted);
    expect(opened.useCases.inbound).toMatchObject([
      { channel: opened.channel, request: { type: 'text', root: 'schakel', text: 'afspraken' } },
    ]);
  });

  it('to each other is not read, also where Teams would send it along', async () => {
    await sayInRoom('Wie haalt haar morgen op?', false);
    await opened.tenant.teams.activity(lead, opened.channel, { type: 'message', text: 'klaar 2' });
    const other = { type: 'mention', text: '<at>De mentor</at>', mentioned: { id: `29:${teacher}` } };
    const text = '<at>De mentor</at> klaar 2';
    await opened.tenant.teams.activity(lead, opened.channel, { type: 'message', text, entities: [other] });
    expect(requests()).toEqual([]);
  });

  it('has one effect when Teams delivers it again', async () => {
    await sayInRoom('klaar 2');
    const before = opened.useCases.effects.length;
    expect((await opened.tenant.teams.redeliver()).status).toBe(200);
    expect(opened.useCases.effects).toHaveLength(before);
  });

  it('leaves a form in the personal chat, which is sent from there about the room it was asked in', async () => {
    opened.useCases.answer({ form });
    await sayInRoom('vast 2');
    const chat = await opened.tenant.teams.personal(lead);
    const asked = opened.tenant.teams.history(chat).at(-1);
    opened.useCases.answer({ reply: says('Dank je. De regiehouder hoort het.') });
    const answer = await opened.tenant.teams.click(lead, asked?.id ?? '', 'Versturen', {
      words: 'Wachten',
      category: 'time',
    });
    expect(JSON.stringify(answer?.body)).toContain('Dank je. De regiehouder hoort het.');
    expect(opened.useCases.inbound.at(-1)).toMatchObject({
      channel: opened.channel,
      request: { type: 'submit', values: { words: 'Wachten', category: 'time', duePicked: '' } },
    });
  });

  it('leaves a form that comes again with the reason at its field, and can be sent again', async () => {
    opened.useCases.answer({ form });
    await sayInRoom('vast 2');
    const chat = await opened.tenant.teams.personal(lead);
    const { id = '' } = opened.tenant.teams.history(chat).at(-1) ?? {};
    opened.useCases.answer(({ request }) =>
      request.type === 'form' ? { form } : { errors: { words: 'Vul dit nog in.' } },
    );
    const answer = await opened.tenant.teams.click(lead, id, 'Versturen', { category: 'time' });
    const again = answer?.body as { value: { body: { actions?: object[] }[] } };
    expect(JSON.stringify(again)).toContain('Vul dit nog in.');
    expect(again.value.body.at(-1)?.actions).toMatchObject([{ type: 'Action.Execute', verb: 'submit' }]);
  });

  it('leaves a next question in the personal chat, which is about that room too', async () => {
    opened.useCases.answer({ form });
    await sayInRoom('vast 2');
    const chat = await opened.tenant.teams.personal(lead);
    const send = () =>
      opened.tenant.teams.click(lead, opened.tenant.teams.history(chat).at(-1)?.id ?? '', 'Versturen', {
        words: 'Wachten',
        category: 'time',
      });
    opened.useCases.answer({ form: { ...form, intro: ['Weet je het zeker?'] } });
    await send();
    expect((await chatOf(lead)).at(-1)).toContain('Weet je het zeker?');
    opened.useCases.answer({ reply: says('Dank je.') });
    await send();
    expect(opened.useCases.inbound.at(-1)).toMatchObject({
      channel: opened.channel,
      request: { type: 'submit' },
    });
  });

  it('is answered where the form was sent, whatever room a changed app says that it is of', async () => {
    const elsewhere = '19:beuk-31@thread.tacv2';
    opened.tenant.teams.openRoom({
      ...{ id: elsewhere, kind: 'channel', name: 'Beuk-31' },
      ...{ members: () => [teacher, neighbour], hasBot: () => true },
    });
    // Written to only in a room, and an answer that does not fit where it was pressed.
    opened.useCases.answer({ reply: { ...card, language: 'nl' } });
    const schakel = {
      ...{ command: 'agreement.stuck', args: { agreementId: 'a2' }, channel: elsewhere },
      ...{ instance: randomUUID(), lists: [], dates: [] },
    };
    const action = { type: 'Action.Execute', verb: 'submit', data: { schakel, words: 'Wachten' } };
    const answer = await opened.tenant.teams.invoke(neighbour, opened.channel, 'adaptiveCard/action', {
      action,
    });
    expect(answer.status).toBe(200);
    expect(opened.tenant.read(elsewhere)).toEqual([]);
    expect(inRoom().at(-1)).toContain('[Klaar] [Ik zit vast]');
  });

  it('says plainly that nothing was changed when the application cannot be reached', async () => {
    opened.useCases.answer(away);
    await sayInRoom('klaar 2');
    expect((await chatOf(lead)).at(-1)).toContain('Er is niets veranderd');
  });

  it('by somebody of another tenant is answered in the channel: there is no chat with them', async () => {
    opened.useCases.answer({ reply: says('Je hebt geen open afspraken.') });
    await opened.tenant.teams.say(neighbour, opened.channel, 'afspraken', { mention: true });
    expect(inRoom().at(-1)).toBe('Je hebt geen open afspraken.');
  });
});

describe('a button', () => {
  it('asks what it says, with what it carries, and answers only who pressed', async () => {
    opened.useCases.answer({ reply: says('Genoteerd. Een ander bevestigt het.') });
    const answer = await opened.tenant.teams.click(teacher, shown, 'Klaar');
    expect(opened.useCases.inbound).toMatchObject([
      {
        userExternalId: teacher,
        channel: opened.channel,
        request: { type: 'command', command: 'agreement.reportDone', args: { agreementId: 'a2' } },
      },
    ]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        type: 'application/vnd.microsoft.activity.message',
        value: 'Genoteerd. Een ander bevestigt het.',
      },
    });
  });

  it('is of the one whom Teams names, whatever the data of the button says', async () => {
    const data = { schakel: { agreementId: 'a2' }, userExternalId: lead, from: { aadObjectId: lead } };
    const action = { type: 'Action.Execute', verb: 'command:agreement.reportDone', data };
    await opened.tenant.teams.invoke(teacher, opened.channel, 'adaptiveCard/action', { action });
    expect(opened.useCases.inbound).toMatchObject([{ userExternalId: teacher }]);
  });

  it('shows an answer with buttons of its own in the personal chat, and says so in place', async () => {
    opened.useCases.answer({ reply: { ...card, language: 'nl' } });
    const answer = await opened.tenant.teams.click(lead, shown, 'Klaar');
    expect(JSON.stringify(answer?.body)).toContain('Het antwoord staat in je gesprek met Schakel');
    expect((await chatOf(lead)).at(-1)).toContain('[Klaar] [Ik zit vast]');
  });

  it('has one effect when Teams delivers it again', async () => {
    await opened.tenant.teams.click(lead, shown, 'Klaar');
    const before = opened.useCases.effects.length;
    await opened.tenant.teams.redeliver();
    expect(opened.useCases.effects).toHaveLength(before);
  });

  it.each([
    ['another command', { action: { verb: 'command:case.close', data: 'x' } }],
    ['no data', { action: { verb: 'command:agreement.reportDone' } }],
    ['a verb of somebody else', { action: { verb: 'open', data: { schakel: {} } } }],
    ['nothing', {}],
  ])('that is not ours, with %s, asks for what does not exist', async (_what, value) => {
    const answer = await opened.tenant.teams.invoke(lead, opened.channel, 'adaptiveCard/action', value);
    expect(answer.status).toBe(200);
    expect(requests()).toEqual([{ type: 'command', command: '', args: {} }]);
  });
});

describe('a dialog', () => {
  const filled = { words: 'Wachten op een besluit', category: 'decision' };
  const open = async () => {
    opened.useCases.answer({ form });
    return opened.tenant.teams.open(lead, shown, 'Ik zit vast');
  };

  it('opens from a button, and what is filled in comes back by the names of the fields', async () => {
    const dialog = await open();
    expect(requests()).toEqual([{ type: 'form', form: 'agreement.stuck', args: { agreementId: 'a2' } }]);
    opened.useCases.answer({ reply: says('Dank je. De regiehouder hoort het.') });
    const values = {
      ...filled,
      due: 'volgende week dinsdag',
      duePicked: '2026-12-01',
      sure: 'yes',
      member: teacher,
    };
    const next = await dialog.submit('Versturen', values);
    expect(next?.words).toBe('Dank je. De regiehouder hoort het.');
    expect(opened.useCases.inbound.at(-1)).toMatchObject({
      channel: opened.channel,
      request: {
        type: 'submit',
        command: 'agreement.stuck',
        args: { agreementId: 'a2' },
        values: { ...values, sure: ['yes'] },
      },
    });
  });

  it('stays open with the reason at its field and with what was filled in, typed or picked', async () => {
    const dialog = await open();
    opened.useCases.answer((inbound) =>
      inbound.request.type === 'form' ? { form } : { errors: { due: 'Die dag is vrij. Welke dag wel?' } },
    );
    const next = await dialog.submit('Versturen', { ...filled, duePicked: '2026-12-01' });
    const body = JSON.stringify(next?.attachments);
    expect(body).toContain('Die dag is vrij. Welke dag wel?');
    expect(body).toContain('Wachten op een besluit');
    expect(body).toMatch(/"duePicked",[^}]*"value":"2026-12-01"/);
  });

  it.each([
    ['they may still open it', { form }, 'Versturen'],
    ['they may not open it any more', { reply: says('Je doet niet meer mee.') }, null],
    ['the application cannot be reached any more', null, null],
  ])('that is refused as a whole gives back what was typed, when %s', async (_when, again, button) => {
    const dialog = await open();
    opened.useCases.answer(({ request }) => {
      if (request.type === 'form') return again ?? away();
      return { reply: says('Wilg-27 is afgesloten.'), nothingDone: 'refused' };
    });
    const next = await dialog.submit('Versturen', filled);
    const body = JSON.stringify(next?.attachments);
    expect(body).toContain('Wilg-27 is afgesloten.');
    expect(body).toContain('Wachten op een besluit');
    expect(body.includes('Versturen')).toBe(button !== null);
  });

  it('keeps what was typed when the application cannot be reached', async () => {
    const dialog = await open();
    opened.useCases.answer(away);
    const next = await dialog.submit('Versturen', filled);
    const body = JSON.stringify(next?.attachments);
    expect(body).toContain('Er is niets veranderd');
    expect(body).toContain('Wachten op een besluit');
  });

  it('makes place for the next question', async () => {
    const dialog = await open();
    opened.useCases.answer({ form: { ...form, title: 'Weet je het zeker?' } });
    const next = await dialog.submit('Versturen', filled);
    expect(next?.title).toBe('Weet je het zeker?');
  });

  it('is one request however often it is sent, and under whatever id', async () => {
    const dialog = await open();
    opened.useCases.answer({ reply: says('Dank je.') });
    await dialog.submit('Versturen', filled);
    const before = opened.useCases.effects.length;
    await dialog.submit('Versturen', filled);
    await opened.tenant.teams.redeliver({ id: randomUUID() });
    expect(opened.useCases.effects).toHaveLength(before);
  });

  it('opens from the menu of a message, with its first words and without its markup', async () => {
    opened.useCases.answer({ form });
    const said = await sayInRoom('Wie belt de school & wanneer? 😄', false);
    await opened.tenant.teams.menu(lead, said.id, 'makeAgreement');
    expect(requests()).toEqual([
      {
        type: 'form',
        form: 'agreement.create',
        args: { fromMessage: 1, suggestedTitle: 'Wie belt de school & wanneer? 😄' },
      },
    ]);
  });

  it('that is not known is not answered as if it were', async () => {
    expect((await opened.tenant.teams.invoke(lead, opened.channel, 'config/fetch', {})).status).toBe(501);
  });
});
