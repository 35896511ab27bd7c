import { describe, expect, it } from 'vitest';
import { EXAMPLES, FACTS, inCase, item, LEAD, person, TITLE } from '../../test/fixtures/messages.ts';
import { NL, READERS, read, U, words } from '../../test/fixtures/reading.ts';
import type { Message } from '../domain/messages/index.ts';
import type { Reader } from '../ports/document.ts';
import { compose, roomTopic } from './compose.ts';

describe('every message', () => {
  const all = Object.values(EXAMPLES).flatMap((m) => READERS.map((r) => [m.type, r, compose(m, r)] as const));

  it.each(all)('%s has words without holes', (_type, _reader, d) => {
    expect(words(d).trim()).not.toBe('');
    expect(words(d)).not.toContain('[object');
    expect(words(d)).not.toMatch(/undefined|null|NaN|\{|\}|\bnone\b/);
  });

  it('asks nothing when what was answered is read back', () => {
    for (const type of ['DoneReported', 'LeadMissing', 'LeadReleased'] as const)
      for (const language of ['nl', 'en'] as const) {
        const reader = { ...NL, language, room: 'page' } as const;
        expect(words(compose(EXAMPLES[type], reader))).toContain('?');
        expect(words(compose(EXAMPLES[type], { ...reader, past: true }))).not.toContain('?');
      }
  });

  it('says who reads along: those of the case, or a whole team where an administrator chose that', () => {
    const welcome = (reader: Reader): string => words(compose(EXAMPLES.Welcome, reader));
    expect(welcome(NL)).toContain('Alleen wie is toegevoegd kan dit lezen');
    expect(welcome({ ...NL, room: 'team' })).toContain('Iedereen in dit team kan dit lezen');
    for (const room of ['team', 'shareable', 'page'] as const)
      expect(welcome({ ...NL, room })).not.toContain('Alleen wie is toegevoegd');
  });

  it('welcomes to a page of the web without a word of channels and workspaces', () => {
    for (const language of ['nl', 'en'] as const)
      for (const type of ['Welcome', 'WelcomeParty'] as const)
        expect(words(compose(EXAMPLES[type], { ...NL, language, room: 'page' }))).not.toMatch(
          /kana(?:al|len)|werkruimte|gewone berichten|channel|workspace|ordinary messages/i,
        );
  });

  it('shows nothing of an agreement in its push text', () => {
    for (const [, , d] of all) expect(d.notification).not.toContain(TITLE);
  });

  it('shows no title where a workspace keeps titles out of the chat', () => {
    const shown = all.filter(([, r]) => !r.titles).filter(([, , d]) => words(d).includes(TITLE));
    expect(shown.map(([type]) => type)).toEqual([]);
  });

  it('never says the word for going up the ladder to a parent', () => {
    for (const [, r, d] of all) if (r.formal) expect(words(d)).not.toMatch(/escalat/i);
  });
});

describe('the style of every message', () => {
  const said = (r: Reader): [string, string][] =>
    Object.values(EXAMPLES).map((m) => [m.type, words(compose(m, r))]);
  /** A named contact may be an alderman, and a parent is welcomed as one: always "u". */
  const ALWAYS_FORMAL: readonly string[] = ['EscalationAlert', 'CallEnded', 'PersonWelcomed'];

  it('calls a professional "je" and nobody in the room "u"', () => {
    for (const place of ['direct', 'room'] as const)
      for (const [type, text] of said({ ...NL, place }))
        if (!ALWAYS_FORMAL.includes(type)) expect([type, text.match(/\b(u|uw)\b/gi)]).toEqual([type, null]);
  });

  it('calls a parent "u"', () => {
    for (const [type, text] of said(U)) {
      const without = text.replace('Dank je wel, Casemanager', '');
      expect([type, without.match(/\b(je|jij|jou|jouw)\b/gi)]).toEqual([type, null]);
    }
  });

  it('begins every sentence with a capital', () => {
    for (const r of READERS)
      for (const [type, text] of said(r)) expect([type, text.match(/[.?!] [a-z]\w*/g)]).toEqual([type, null]);
  });

  it('is short: at most sixty words, but for lists of agreements, the welcome, the call for help and a breach', () => {
    const lists = new Set([
      'Welcome',
      'WelcomeParty',
      'Overview',
      'AgreementCard',
      'ConfirmRequest',
      'NudgeDigest',
      'MondayList',
      'InvitationAstray',
      ...ALWAYS_FORMAL,
    ]);
    for (const [type, text] of [...said(U), ...said({ ...U, language: 'en' })])
      if (!lists.has(type))
        expect([type, text.replace(/\[.*?\]/g, '').split(/\s+/).length <= 60]).toEqual([type, true]);
  });

  it('asks before anything final happens', () => {
    const final = new Set(['agreement.reportDone', 'agreement.confirmDone', 'lead.release']);
    const actions = Object.values(EXAMPLES).flatMap((m) =>
      compose(m, NL).blocks.flatMap((b) => (b.kind === 'actions' ? b.actions : [])),
    );
    const unasked = actions.filter((a) => 'command' in a.does && final.has(a.does.command) && !a.confirm);
    expect(unasked).toEqual([]);
  });
});

describe('a message about many agreements', () => {
  const many = Array.from({ length: 60 }, (_, i) => ({ ...FACTS, number: i + 1 }));
  const set = { ...EXAMPLES.ConfirmRequest, agreements: many };
  const items = many.map((agreement) => ({ ...item('open_lead', 'lead'), agreement }));
  const messages: Message[] = [
    { ...EXAMPLES.NudgeDigest, items, confirm: [set] },
    { ...EXAMPLES.NudgeDigest, items: [], confirm: [set, set, set] },
    { ...EXAMPLES.NudgeInChannel, items },
    { ...EXAMPLES.DeputySummary, agreements: many },
    { ...EXAMPLES.Overview, open: many },
    set,
  ];

  it('fits in one message of every platform', () => {
    for (const m of messages)
      for (const r of READERS) expect([m.type, compose(m, r).blocks.length <= 50]).toEqual([m.type, true]);
  });

  it('has no button that carries more than a platform takes', () => {
    for (const m of messages) {
      const carried = compose(m, NL).blocks.flatMap((b) =>
        b.kind === 'actions' ? b.actions.map((a) => JSON.stringify(a).length) : [],
      );
      expect(Math.max(...carried)).toBeLessThan(1500);
    }
  });

  it('names in the digest what did not fit, so that nothing is asked of somebody who cannot know it', () => {
    const digest = words(compose({ ...EXAMPLES.NudgeDigest, items, confirm: [] }, NL));
    for (const a of many) expect(digest).toMatch(new RegExp(`afspraak ${a.number}\\b`));
    expect(digest).toContain('[Mijn afspraken]');
  });

  it('confirms with "all correct" only what stands there', () => {
    const all = compose(set, NL).blocks.flatMap((b) => (b.kind === 'actions' ? b.actions : []));
    const [button] = all.filter((a) => 'command' in a.does && a.does.command === 'agreement.confirmAll');
    const shown = words(compose(set, NL)).match(/^\d+\. Onderwijsplan$/gm);
    expect(String(button?.args.set).split(',')).toHaveLength(shown?.length ?? 0);
  });
});

describe('the words on the screen (docs/domain.md#wording)', () => {
  it('asks the owner what they need, with "je" for a professional and "u" for a parent', () => {
    const digest = (r: Reader): string =>
      words(
        compose(
          { ...EXAMPLES.NudgeDigest, items: [item('open_owner', 'owner')], confirm: [], strengths: [] },
          r,
        ),
      );
    expect(digest(NL)).toContain(
      'afspraak 1: Onderwijsplan van donderdag 18 maart 2027 nog open. Wat heb je nodig?',
    );
    expect(digest(U)).toContain('Wat hebt u nodig?');
  });

  it('opens with what goes well', () => {
    const [first] = compose(
      { ...EXAMPLES.NudgeDigest, items: [item('due', 'owner')], confirm: [] },
      NL,
    ).blocks.slice(1);
    expect(first && read(first)).toBe('Wat goed gaat in Wilg-27: twee ochtenden gelukt');
  });

  it('says that no answer is not agreement, and offers one "all correct" for a set', () => {
    const request = words(compose(EXAMPLES.ConfirmRequest, U));
    expect(request).toContain('Geen antwoord betekent niet dat u akkoord bent.');
    expect(request.match(/\[Alles klopt\]/g)).toHaveLength(1);
    expect(request).toContain('Klaar als: gedeeld met ouder');
  });

  it('tells the lead who is asked next and when, and that a pause with a reason stops it', () => {
    const notice = words(
      compose(
        { ...EXAMPLES.NudgeDigest, items: [item('escalation_notice', 'lead')], confirm: [], strengths: [] },
        NL,
      ),
    );
    expect(notice).toContain(
      'Op dinsdag 6 april 2027 vragen we Casemanager erbij, tenzij je pauzeert met een reden.',
    );
    expect(notice).toContain('[Pauze]');
  });

  it('gives the contact facts, one question, and the days at home', () => {
    const alert = words(compose(EXAMPLES.EscalationAlert, NL));
    expect(alert).toContain('Wilg-27 heeft uw hulp nodig');
    expect(alert).toContain('Het kind zit 80 dagen zonder passend aanbod thuis.');
    expect(alert).toContain('Schakel beslist niets.');
  });

  it('does not call a child at home that has lessons again, or that was never at home', () => {
    const alert = words(compose({ ...EXAMPLES.EscalationAlert, daysAtHome: null }, NL));
    expect(words(compose(EXAMPLES.EscalationAlert, NL))).toContain('zonder passend aanbod thuis');
    expect(alert).not.toContain('zonder passend aanbod thuis');
    expect(roomTopic({ type: 'SetTopic', ...inCase, lead: LEAD, threeMonthDate: null }, 'nl')).toBe(
      'Wilg-27 · regie: Casemanager',
    );
  });

  it('keeps the topic within what a channel can hold', () => {
    const lead = person(6, 'x'.repeat(400));
    expect(roomTopic({ type: 'SetTopic', ...inCase, lead: LEAD, threeMonthDate: '2027-04-04' }, 'nl')).toBe(
      'Wilg-27 · regie: Casemanager · drie maanden: zondag 4 april 2027',
    );
    const topic = roomTopic({ type: 'SetTopic', ...inCase, lead, threeMonthDate: '2027-04-04' }, 'nl');
    expect(topic).toMatch(/^Wilg-27 · regie: x+… · drie maanden: zondag 4 april 2027$/);
    expect([...topic].length).toBeLessThanOrEqual(250);
  });
});
