import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { actorInTeams } from '../../support/people/actor-in-teams.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  LEAD,
  MOTHER,
  SCHOOL,
  SCHOOL_DEPUTY,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';
import { STORY_START } from '../whole/story4-script.ts';

/** People type to Schakel on Teams with its name in the room of the case, and without it in their own chat. */
describe('typed on Teams', () => {
  let here: InThreePlaces;
  let code = '';
  let room = '';
  const lead = () => actorInTeams(here.teams.municipality, LEAD.aadObjectId);
  const school = () => actorInTeams(here.teams.school, SCHOOL.aadObjectId);
  const inRoom = (): string => here.teams.school.read(here.teams.school.channel(code)).join('\n———\n');
  /** Returns what this person reads in their own chat, of what came last. */
  const types = async (
    who: { aadObjectId: string },
    line: string,
    { dm = false }: { dm?: boolean } = {},
  ): Promise<string> => {
    const tenant = who.aadObjectId === LEAD.aadObjectId ? here.teams.municipality : here.teams.school;
    const before = tenant.written(who.aadObjectId).length;
    ok(await actorInTeams(tenant, who.aadObjectId).command(dm ? 'dm' : code, line));
    await here.settle();
    return tenant.written(who.aadObjectId).slice(before).join('\n');
  };

  beforeAll(async () => {
    here = await startInThreePlaces(STORY_START);
    await here.at('2027-03-11', '09:30');
    await openCaseInChat(here.slack.as(COORDINATOR), here);
    room = here.slack.channels().at(-1)?.name ?? '';
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    for (const values of [
      { person: LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' },
      { person: SCHOOL.name, role: 'supportCoordinator', organisation: 'school' },
      { person: SCHOOL_DEPUTY.name, role: 'teacher', organisation: 'school' },
      { member: MOTHER, role: 'guardian' },
    ]) {
      await bringIn(here.slack.as(COORDINATOR), here, room, values);
    }
    for (const [title, owner] of [
      ['Onderwijsplan', `${SCHOOL.name} (ondersteuningscoördinator van school)`],
      ['Zorgplan', `${LEAD.name} (casemanager gemeente)`],
    ] as const) {
      const actor = lead();
      ok(await actor.click({ channel: code }, 'Nieuwe afspraak'));
      ok(await actor.submit({ title, owner, due: 'donderdag 18 maart', doneWhen: `${title} is gedeeld` }));
      await here.settle();
    }
    const actor = school();
    ok(await actor.command(code, '/schakel achtervang'));
    ok(await actor.submit({ deputy: `${SCHOOL_DEPUTY.name} (leerkracht of mentor)` }));
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('words that are no agreement ask, with a button at each of theirs, and the room reads nothing', async () => {
    const before = inRoom();
    for (const line of ['klaar zorgplan', 'klaar 2de', 'vast zorgplan', 'datum 1 april']) {
      const answer = await types(SCHOOL, line);
      expect(answer).toMatch(/is niet duidelijk welke afspraak je bedoelt.*Welke afspraak bedoel je\?/s);
      expect(answer).toContain('1. Onderwijsplan');
      expect(answer).not.toContain('2. Zorgplan');
    }
    expect(inRoom()).toBe(before);
  });

  it('“klopt 2” in the room, and “klopt 1” in one’s own chat, confirm and show what', async () => {
    expect(await types(SCHOOL, 'klopt 2')).toMatch(
      /afspraak 2 bevestigd\.\s+2\. Zorgplan.*donderdag 18 maart 2027/s,
    );
    expect(await types(SCHOOL, 'klopt 1', { dm: true })).toMatch(
      /afspraak 1 bevestigd\.\s+1\. Onderwijsplan/,
    );
    expect(inRoom()).toMatch(/Onderwijsplan.*Bevestigd door:.*Ondersteuningscoördinator school/s);
    expect(await types(SCHOOL, 'Alles klopt!', { dm: true })).toContain('Er was niets meer te bevestigen.');
  });

  it('“anders 1 …” opens the form with those words', async () => {
    const form = await types(SCHOOL, 'anders 1 wij dachten in april', { dm: true });
    expect(form).toContain('Afspraak 1: Onderwijsplan');
  });

  it('the deputy asks and picks it up, in English too', async () => {
    expect(await types(SCHOOL_DEPUTY, 'I’ll ask 1', { dm: true })).toMatch(
      /hoe het staat met afspraak 1.*Onderwijsplan/s,
    );
    expect(await types(SCHOOL_DEPUTY, 'ik pak het op 1')).toMatch(/Je pakt afspraak 1 op.*Onderwijsplan/s);
    expect(await types(SCHOOL, 'ik pak het op 1')).not.toContain('Je pakt');
  });

  it('done, not yet, and done after all', async () => {
    expect(await types(SCHOOL, 'klaar onderwijsPLAN')).toMatch(/afspraak 1 klaar is.*Onderwijsplan/s);
    expect(await types(LEAD, 'nog niet 1', { dm: true })).toContain('Afspraak 1 staat weer open');
    await types(SCHOOL, 'klaar 1');
    expect(await types(LEAD, 'klaar 1 klopt')).toMatch(/Afspraak 1 is klaar.*Onderwijsplan/s);
    expect(inRoom()).toContain('Goed nieuws');
  });

  it('one day away is one day', async () => {
    expect(await types(SCHOOL, 'afwezig maandag', { dm: true })).toContain(
      'Genoteerd: je bent afwezig op maandag 15 maart 2027.',
    );
    expect(await types(LEAD, 'absence until Friday', { dm: true })).toContain(
      'Genoteerd: je bent afwezig van donderdag 11 maart 2027 tot en met vrijdag 12 maart 2027.',
    );
  });
});
