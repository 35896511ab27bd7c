import { expect } from 'vitest';
import type { Scenes, Told } from '../../support/told/told-people.ts';

/** A party is asked for information by whom it names; what is told of it, in a case that somebody leads and in one that nobody does. */
const BOTH = [
  ['led', 'casemanager', 'moeder'],
  ['leaderless', 'coordinator', 'vader'],
] as const;

async function ask(t: Told, caseId: string, by: string): Promise<string> {
  const contact = await t.schakel.person('bestuurder');
  const words = { question1: 'Wat hebben jullie al geprobeerd?', question2: '', question3: '' };
  await t.fill(by, 'request.ask', { caseId, party: 'school' }, { contact, ...words, due: '2027-03-12' });
  return (await t.state(caseId)).case.requests.at(-1)?.id ?? '';
}

export const requestsAsked: Scenes = [
  [
    'whom a party names is asked for information, once the family said yes, and reads it on their own page',
    async (t) => {
      for (const [which, by, parent] of BOTH) {
        const caseId = t[which];
        await t.act(by, 'consent.ask', { caseId, party: 'school', about: 'asking' });
        await t.act(parent, 'consent.answer', { caseId, party: 'school', about: 'asking', answer: 'yes' });
        await ask(t, caseId, by);
      }
      expect(await t.reads('bestuurder')).toMatch(/een vraag voor je.*Antwoord geven/);
    },
  ],
];

export const requestsAnswered: Scenes = [
  [
    'nobody answered: who leads, or the coordinators, hear it, and it is answered, or taken back',
    async (t) => {
      for (const [which, by] of BOTH) {
        const { code } = (await t.state(t[which])).case;
        const who = by === 'coordinator' ? 'tweede' : by;
        expect(await t.reads(who)).toContain('Gevraagd is nog niet gehoord');
        await t.tap(who, 'Vragen bekijken', by === 'coordinator' ? code : 'Gevraagd is nog niet gehoord');
      }
      const { code } = (await t.state(t.led)).case;
      await t.tap('bestuurder', 'Dat hebben we niet', code);
      const requestId = (await t.state(t.leaderless)).case.requests.at(-1)?.id;
      await t.act('coordinator', 'request.takeBack', { caseId: t.leaderless, requestId });
      expect(await t.reads('bestuurder')).toContain('is niet meer nodig');
    },
  ],
  [
    'what somebody said by phone is written down, and they say whether it is right',
    async (t) => {
      const caseId = t.led;
      const contact = await t.schakel.person('bestuurder');
      const words = { question1: 'Wie kunnen we bellen?', question2: '', question3: '', due: '2027-04-30' };
      await t.fill('casemanager', 'request.ask', { caseId, party: 'school' }, { contact, ...words });
      const requestId = (await t.state(caseId)).case.requests.at(-1)?.id;
      await t.fill(
        'casemanager',
        'request.enterByPhone',
        { caseId, requestId },
        { person: contact, held: 'yes', words: 'De teamleider, op maandag.' },
      );
      await t.tap('bestuurder', 'Ja, dit klopt');
      expect(await t.reads('bestuurder')).not.toContain('Klopt het zo?');
    },
  ],
];
