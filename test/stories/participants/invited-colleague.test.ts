import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '../../../src/domain/region/region.ts';
import { seedCase } from '../../support/cases/seeded-cases.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { appCode } from '../../support/web/authenticator.ts';
import { entersByLetter } from '../../support/web/by-letter.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const MIDDEN = `
key: midden
name: Regio Midden
people:
  - { key: coordinator, name: Coördinator midden, email: coordinator@midden.example, phone: '+31610000001' }
  - { key: leider, name: Regiehouder, email: leider@midden.example }
  - { key: alleen-mail, name: Schoolarts, email: arts@midden.example }
coordinators: [coordinator]
`;
const NOORD = `
key: noord
name: Regio Noord
people:
  - { key: elders, name: Coördinator noord, email: coordinator@noord.example, phone: '+31610000009' }
coordinators: [elders]
`;
const SPOKEN = 'lees deze code voor';

/** An invitation to the address of a colleague must not put their second step in the hands of who invites. */
describe('a lead who invites by the address of somebody who comes in already', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let lead: Caller;
  let region: Region;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MIDDEN, letters: true });
    await schakel.addRegion(NOORD);
    region = (await schakel.app.store.regionByKey('midden')) as Region;
    lead = await callerOf(schakel, 'leider');
  });
  afterAll(() => schakel?.stop());

  let n = 0;
  /** Invites into a new case; gives the words on the page with the answer. */
  const invites = async (email: string): Promise<string> => {
    const id = await schakel.person('leider');
    const seed = {
      code: `Eik-${++n}`,
      firstDayHome: '2027-02-15',
      openedAt: '2027-03-08T09:00:00.000Z',
      lead: id,
      people: [{ id, role: 'municipalCaseManager' as const }],
    };
    const caseId = await seedCase(schakel.app.store, region, seed, '2027-03-11');
    const values = { shownName: 'Jeugdarts', role: 'youthDoctor', ownEmail: email, language: 'nl' };
    expect((await lead.fill('participant.inviteByLink', { caseId }, values)).status).toBe(303);
    await schakel.settle();
    return (await lead.get(`/c/${caseId}`)).html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  };

  it('of another region: that is nobody here, and neither their name nor a code for them is shown', async () => {
    const html = await invites('coordinator@noord.example');
    expect(html).not.toContain('Coördinator noord');
    const [theirs] = await schakel.app.store.people([await schakel.person('elders')]);
    expect(await schakel.app.store.openCaseIdsOf([theirs?.id ?? ''])).toEqual([]);
  });

  it('who has a number gets the code there, whatever was typed', async () => {
    const html = await invites('coordinator@midden.example');
    expect(html).toContain('Coördinator midden doet mee');
    expect(html).not.toContain(SPOKEN);
    const colleague = await entersByLetter(schakel, 'coordinator@midden.example');
    expect(schakel.letters.texts.at(-1)?.to).toBe('+31610000001');
    expect((await colleague.get('/')).html).toContain('Eik-2');
  });

  it('who has an app comes in with that, and nobody is given a code to read out', async () => {
    expect(await invites('arts@midden.example')).toContain(SPOKEN);
    const doctor = await callerOf(schakel, 'alleen-mail');
    await doctor.post('/me/app', { token: doctor.formToken });
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec((await doctor.get('/me/app')).html)?.[1] ?? '';
    const code = appCode(secret, schakel.clock.now());
    await doctor.post('/me/app/confirm', { token: doctor.formToken, code });
    expect((await doctor.get('/me')).html).toContain('De app is toegevoegd.');
    const html = await invites('arts@midden.example');
    expect(html).toContain('Schoolarts doet mee');
    expect(html).not.toContain(SPOKEN);
  });
});
