import { expect } from 'vitest';
import type { Scenes } from '../../support/told/told-people.ts';

/** An agreement stays open, and the next named person is asked, each on their own page. */
export const staysOpen: Scenes = [
  [
    'everybody reads that the lead brings people together now and why, and what runs beside the case',
    async (t) => {
      const level = { level: 'convene', reason: 'het plan bleef liggen' };
      await t.fill('casemanager', 'case.setInvolvement', { caseId: t.led }, level);
      const track = { trackKind: 'mediation', from: '2027-03-01', until: '2027-03-26' };
      await t.fill('moeder', 'track.note', { caseId: t.led }, track);
    },
  ],
  [
    'everybody reads that the first day at home was put right, and why',
    async (t) => {
      const day = { firstDay: '2026-12-14', reason: 'ook voor de vakantie was er geen les' };
      await t.fill(
        'casemanager',
        'case.setAbsence',
        { caseId: t.led },
        { ...day, absence: '', enrolled: '' },
      );
    },
  ],
  [
    'the lead would hand over, which everybody reads',
    async (t) => {
      const handover = { spokenOn: '2027-03-10', from: '2027-05-31', until: '' };
      const participant = await t.member(t.led, 'leerplicht');
      await t.fill('casemanager', 'lead.handOver', { caseId: t.led }, { participant, ...handover });
      expect(await t.reads('moeder')).toMatch(/overdragen aan Leerplichtambtenaar/);
      expect(await t.reads('leerplicht')).toContain('overneemt van');
    },
  ],
  [
    'the mother asks for another lead, which lead and coordinators hear, and reads that there is an answer',
    async (t) => {
      await t.fill('moeder', 'appeal.lead', { caseId: t.led }, { words: 'wij spreken elkaar te weinig' });
      for (const who of ['casemanager', 'coordinator'])
        expect(await t.reads(who)).toMatch(/Er is iets gevraagd in .*om een andere regiehouder/);
      await t.tap('casemanager', 'Bekijken', 'andere regiehouder');
      const words = 'we spreken vanaf nu elke week af';
      await t.tapForm('tweede', 'Antwoord geven', { answer: 'other', words }, 'andere regiehouder');
      expect(await t.reads('moeder')).toContain('Er is antwoord op de vraag om een andere regiehouder');
      expect(await t.reads('moeder')).not.toContain(words);
      expect(await t.reads('casemanager')).not.toContain('Er is iets gevraagd');
    },
  ],
  [
    'on Monday everybody is asked to confirm, and the coordinators read the list of the week',
    async (t) => {
      await t.fill('moeder', 'strength.note', { caseId: t.led }, { words: 'twee ochtenden gelukt' });
      await t.day('2027-03-15');
      expect(await t.reads('moeder')).toMatch(/Alles klopt.*Goed om te weten.*twee ochtenden gelukt/);
      expect(await t.reads('tweede')).toContain('De week van Regio Midden');
      await t.tap('moeder', 'Alles klopt');
    },
  ],
  [
    'the owner is reminded, and is asked what is needed when the day is over',
    async (t) => {
      await t.day('2027-03-16');
      await t.tap('school', 'Het lukt', 'Onderwijsplan');
      await t.day('2027-03-18');
      expect(await t.reads('school')).toContain('Is het klaar?');
      const { code } = (await t.state(t.leaderless)).case;
      await t.tap('tweede', 'Vraag directeur samenwerkingsverband', code);
      expect(await t.reads('directeur')).toContain('Ik pak dit op');
      await t.day('2027-03-19');
      for (const who of ['casemanager', 'tweede'])
        expect(await t.reads(who)).toContain('heeft nog niet gezegd of die de regie');
      await t.tap('casemanager', 'Overdracht stoppen');
      expect(await t.reads('casemanager')).not.toContain('heeft nog niet gezegd');
      for (const who of ['casemanager', 'tweede'])
        expect(await t.reads(who)).toMatch(/5 werkdagen geleden.*nog niet geantwoord/);
    },
  ],
  [
    'the deputy is asked, asks the owner, and takes it on',
    async (t) => {
      await t.day('2027-03-22');
      await t.day('2027-03-23');
      await t.tap('achtervang', 'Ik vraag het na', 'Onderwijsplan');
      expect(await t.reads('school')).toMatch(/vraagt.*Onderwijsplan.*Is klaar/);
      await t.tap('achtervang', 'Ik pak het op');
      await t.tap('achtervang', 'Ik pak het op');
      expect(await t.reads('achtervang')).not.toContain('Je bent achtervang van');
    },
  ],
  [
    'the lead is asked, hears who comes next, and the named contact gets the whole brief',
    async (t) => {
      await t.day('2027-03-25');
      expect(await t.reads('casemanager')).toMatch(/5 werkdagen open.*Vraag hulp.*Pauze/);
      await t.day('2027-04-01');
      expect(await t.reads('casemanager')).toContain('vragen we');
      await t.day('2027-04-02');
      expect(await t.reads('school')).toContain('geldt tot');
      await t.day('2027-04-05');
      expect(await t.reads('teamleider')).toMatch(/Onderwijsplan.*Vraag aan u.*Ik pak dit op/);
    },
  ],
  [
    'whoever leads hears that the contact is on it, and that it was not enough',
    async (t) => {
      await t.tap('teamleider', 'Ik pak dit op', (await t.state(t.leaderless)).case.code);
      await t.day('2027-04-08');
      expect(await t.reads('casemanager')).toContain('heeft niet geantwoord');
      await t.tap('teamleider', 'Ik pak dit op', (await t.state(t.led)).case.code);
      expect(await t.reads('casemanager')).not.toContain('heeft niet geantwoord');
      await t.day('2027-04-09');
      expect(await t.reads('tweede')).toContain('Er is nog geen antwoord.');
    },
  ],
];
