import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTypedCase, type TypedCase } from '../../support/cases/typed-case.ts';
import { ok } from '../../support/people/actor.ts';
import { actorInTeams } from '../../support/people/actor-in-teams.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, LEAD, MOTHER, SCHOOL, STRANGER } from '../../support/people/in-slack.ts';
import * as places from '../../support/people/in-three-places.ts';
import { readBlocks } from '../../support/reading/in-slack.ts';
import { type Caller, callerFor } from '../../support/web/web-caller.ts';

const CARE = 'Nog niemand voor zorg. De regiehouder of de coördinator kan iemand toevoegen.';

describe('who is who, typed and pressed in Slack', () => {
  let here: TypedCase;
  beforeAll(async () => {
    here = await openTypedCase([['Onderwijsplan', SCHOOL]]);
  });
  afterAll(() => here?.schakel.stop());

  it.each(['/schakel wie', '/schakel wie is wie', '/schakel who', '/schakel Wie?'])(
    '“%s” lists everybody by field, and who is missing with what to do about it',
    async (line) => {
      const answer = await here.types(SCHOOL, line);
      expect(answer).toMatch(/Gezin: ?\s*Moeder – ouder of voogd/);
      expect(answer).toMatch(
        /Onderwijs: ?\s*Ondersteuningscoördinator school – .*; Intern begeleider school/,
      );
      expect(answer).toMatch(/Gemeente en jeugd: ?\s*Casemanager gemeente – casemanager gemeente/);
      expect(answer).toContain(CARE);
      expect(answer).toContain('Nog niemand voor leerplicht.');
      expect(answer).toContain('Nog niemand heeft de regie. Wie meedoet kan iemand voorstellen.');
      expect(answer).toContain('Nog niemand bekend als directeur samenwerkingsverband.');
    },
  );

  it('is a button of the overview and of help', async () => {
    const { slack } = here.schakel;
    ok(await slack.as(MOTHER).click({ channel: here.channel, text: 'overzicht' }, 'Wie is wie'));
    await here.schakel.settle();
    const read = readBlocks(slack.as(MOTHER).openView().blocks);
    expect(read).toMatch(/Moeder – ouder of voogd, dat bent u/);
    expect(read).toContain(CARE);
    await slack.as(MOTHER).closeView();
    await here.types(LEAD, '/schakel hulp');
    ok(await slack.as(LEAD).click({ channel: here.channel, text: 'Schakel onthoudt' }, 'Wie is wie'));
    await here.schakel.settle();
    expect(readBlocks(slack.as(LEAD).openView().blocks)).toContain(CARE);
    await slack.as(LEAD).closeView();
  });

  it('says in the chat with Schakel which case it is of, when there is one, and asks when there are two', async () => {
    expect(await here.types(SCHOOL, '/schakel wie', 'dm')).toContain(CARE);
    await openCaseInChat(here.schakel.slack.as(COORDINATOR), here.schakel);
    const second = here.schakel.slack.channels().at(-1)?.name ?? '';
    await bringIn(here.schakel.slack.as(COORDINATOR), here.schakel, second, {
      member: SCHOOL,
      role: 'supportCoordinator',
    });
    const asked = await here.types(SCHOOL, '/schakel wie', 'dm');
    expect(asked).toMatch(/Van welke casus\?.*\[\w+-\d+\].*\[\w+-\d+\]/s);
    expect(asked).not.toContain(CARE);
  });

  it('is nothing to who has no part in the case', async () => {
    expect(await here.types(STRANGER, '/schakel wie', 'dm')).not.toContain('Gezin');
  });
});

describe('who is who, on Teams and on the web', () => {
  let here: places.InThreePlaces;
  let code = '';
  let caseId = '';
  let mother: Caller;
  const lead = () => actorInTeams(here.teams.municipality, places.LEAD.aadObjectId);
  const page = async (): Promise<string> =>
    (await mother.get(`/c/${caseId}/who`)).html.replace(/<\/?(?:strong|bdi)>/g, '');

  const signedIn = async (): Promise<Caller> => {
    const [state] = await here.app.store.cases([caseId]);
    return callerFor(here, state?.participants.find((p) => p.role === 'guardian')?.personId ?? '');
  };

  beforeAll(async () => {
    here = await places.startInThreePlaces('2027-03-11T08:30:00.000Z');
    const coordinator = here.slack.as(places.COORDINATOR);
    await openCaseInChat(coordinator, here);
    const room = here.slack.channels().at(-1)?.name ?? '';
    code = /\S+-\d+/.exec(here.slack.read(room).join('\n'))?.[0] ?? '';
    for (const values of [
      { person: places.LEAD.name, role: 'municipalCaseManager', organisation: 'gemeente' },
      { person: places.SCHOOL.name, role: 'supportCoordinator', organisation: 'school' },
      { member: places.MOTHER, role: 'guardian' },
    ])
      await bringIn(coordinator, here, room, values);
    const { store } = here.app;
    [caseId = ''] = await store.openCaseIds((await store.regionByKey('midden'))?.id ?? '', null, 10);
    mother = await signedIn();
  });
  afterAll(() => here?.stop());

  it('is the answer to who types it on Teams', async () => {
    ok(await lead().command(code, 'wie'));
    await here.settle();
    const read = here.teams.municipality.written(places.LEAD.aadObjectId).join('\n');
    expect(read).toContain(CARE);
    expect(read).toMatch(/Gemeente en jeugd:?\s*.*Casemanager gemeente – casemanager gemeente, Gemeente/);
  });

  it('is a page of the case, with the same words as a list', async () => {
    const html = await page();
    expect(html).toContain(`${code}: wie is wie`);
    expect(html).toMatch(/Onderwijs<\/h2>\s*<ul[^>]*><li[^>]*>Ondersteuningscoördinator school – /);
    expect(html).toContain(CARE);
    expect((await mother.get(`/c/${caseId}`)).html).toContain(`href="/c/${caseId}/who"`);
  });

  it('is a look that the family reads as one', async () => {
    const { html } = await mother.get(`/c/${caseId}/passed-on`);
    expect(html.slice(html.indexOf('Wie keek'))).toMatch(/Casemanager gemeente.*het laatst op/s);
  });

  it('says who stands in as soon as somebody is away, and no longer than that', async () => {
    const [who] = [lead()];
    ok(await who.click({ channel: code }, 'Ik neem de regie'));
    await here.settle();
    expect(await page()).toContain('Nog geen achtervang');
    ok(await who.click({ channel: code }, 'Achtervang kiezen'));
    ok(await who.submit({ deputy: `${places.SCHOOL.name} (ondersteuningscoördinator van school)` }));
    ok(await who.command(code, 'afwezig vandaag'));
    await here.settle();
    expect(await page()).toMatch(/Casemanager gemeente is er nu niet\. .*school neemt waar: de regie/);
    await here.at('2027-03-12', '09:30');
    mother = await signedIn();
    expect(await page()).not.toContain('neemt waar');
  });
});
