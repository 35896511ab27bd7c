import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '../../../src/domain/region/region.ts';
import { askedOf, codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { closeCase } from '../../support/cases/close-case.ts';
import { seedCase } from '../../support/cases/seeded-cases.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { appCode } from '../../support/web/authenticator.ts';
import { type Caller, callerOf, callerWith, cookieOf } from '../../support/web/web-caller.ts';

const regionFile = (key: string): string => `
key: ${key}
name: Regio ${key}
people:
  - { key: een-${key}, name: Coördinator een, email: een@${key}.example }
  - { key: twee-${key}, name: Coördinator twee, email: twee@${key}.example }
  - { key: leider-${key}, name: Regiehouder, email: leider@${key}.example }
  - { key: school-${key}, name: School, email: school@${key}.example }
coordinators: [een-${key}, twee-${key}]
administrators: [een-${key}]
`;
const NEW = '+31610000002';
const OF_THE_LEAD = '+31689999999';
const WAITS = 'Voor Moeder is een ander nummer of mailadres opgeschreven.';
const TWO = 'Dit moet een ander bevestigen dan wie het opschreef';

/** A parent with another phone has a way back, and nobody becomes her with a number of their own. */
describe('another number for who came into a case by a link', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let lead: Caller;
  let school: Caller;
  let one: Caller;
  let two: Caller;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: regionFile('midden'), letters: true });
    await schakel.addRegion(regionFile('noord'));
    lead = await callerOf(schakel, 'leider-midden');
    school = await callerOf(schakel, 'school-midden');
    one = await callerOf(schakel, 'een-midden');
    two = await callerOf(schakel, 'twee-midden');
  });
  afterAll(() => schakel?.stop());

  let n = 0;
  /** A new case with a lead and a school; gives its id. */
  const newCase = async (key = 'midden', more: readonly string[] = []): Promise<string> => {
    const region = (await schakel.app.store.regionByKey(key)) as Region;
    const [leader, owner] = [await schakel.person(`leider-${key}`), await schakel.person(`school-${key}`)];
    const seed = {
      code: `Eik-${++n}`,
      firstDayHome: '2027-02-15',
      openedAt: '2027-03-08T09:00:00.000Z',
      lead: leader,
      people: [
        { id: leader, role: 'municipalCaseManager' as const },
        { id: owner, role: 'supportCoordinator' as const },
        ...more.map((id) => ({ id, role: 'careProvider' as const })),
      ],
    };
    return seedCase(schakel.app.store, region, seed, '2027-03-11');
  };
  const inCase = async (caseId: string, name: string): Promise<{ id: string; personId: string }> => {
    const [state] = await schakel.app.store.cases([caseId]);
    const person = state?.people.find((p) => p.name === name);
    const found = state?.participants.find((p) => p.personId === person?.id);
    return { id: found?.id ?? '', personId: person?.id ?? '' };
  };
  const invites = async (caseId: string, by: Caller, values: Record<string, string>): Promise<void> => {
    const all = { shownName: 'Moeder', role: 'parent', language: 'nl', ...values };
    expect((await by.fill('participant.inviteByLink', { caseId }, all)).status).toBe(303);
    await schakel.settle();
  };
  /** Mother was invited by the lead, and has been in. */
  const withMother = async () => {
    const caseId = await newCase();
    const old = { email: `moeder${n}@thuis.example`, phone: `+3161100000${n % 10}` };
    await invites(caseId, lead, { ownEmail: old.email, ownPhone: old.phone });
    return { caseId, old, mother: await enters(pathIn(mailsTo(old.email).at(-1)), old.phone) };
  };
  const mailsTo = (address: string) => schakel.letters.mails.filter((m) => m.to === address);
  const textsTo = (number: string) => schakel.letters.texts.filter((t) => t.to === number);
  const later = (minutes: number): void =>
    schakel.clock.turnTo(new Date(schakel.clock.now().getTime() + minutes * 60_000).toISOString());
  /** Enters by a link, and the code that comes at a number or address, or was read out. */
  const enters = async (path: string, at: string, spoken?: string): Promise<Caller> => {
    const stranger = await callerWith(schakel.base, '');
    await stranger.post(path, {});
    await schakel.settle();
    const letter = at.includes('@') ? mailsTo(at).at(-1) : textsTo(at).at(-1);
    const entered = await stranger.post(`${path}/code`, { code: spoken ?? codeIn(letter) });
    expect(entered.status).toBe(303);
    return callerWith(schakel.base, cookieOf(entered.headers));
  };
  /** Asks for a link at an address, and returns where the letter leads; null when none comes. */
  const asks = async (address: string): Promise<string | null> => {
    later(3);
    const letters = () => (address.includes('@') ? mailsTo(address) : textsTo(address));
    const before = letters().length;
    await (await callerWith(schakel.base, '')).post('/link', { address });
    await schakel.settle();
    const letter = letters().slice(before).at(-1);
    return letter ? pathIn(letter) : null;
  };
  const asked = async (address: string): Promise<string> => {
    const path = await asks(address);
    if (!path) throw new Error(`no letter to ${address}`);
    return path;
  };
  const words = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const page = async (caller: Caller, caseId: string): Promise<string> =>
    words((await caller.get(`/c/${caseId}`)).html);
  /** Sends a form about somebody; gives what the page then says. */
  const sends = async (
    caller: Caller,
    form: 'newAddress' | 'confirmAddress',
    caseId: string,
    values: Record<string, string>,
    name = 'Moeder',
  ): Promise<string> => {
    later(1);
    const { id } = await inCase(caseId, name);
    const answer = await caller.fill(
      `participant.${form}`,
      { caseId },
      { participant: id, ownEmail: '', ownPhone: '', ...values },
    );
    await schakel.settle();
    return answer.status === 303 ? page(caller, caseId) : words(answer.html);
  };
  const writes = (by: Caller, caseId: string, values: Record<string, string>, name?: string) =>
    sends(by, 'newAddress', caseId, values, name);
  const confirms = (by: Caller, caseId: string, values: Record<string, string>, name?: string) =>
    sends(by, 'confirmAddress', caseId, values, name);

  describe('who has a new phone', () => {
    let caseId: string;
    let mother: Caller;
    let old: { email: string; phone: string };
    let calendar = '';
    beforeAll(async () => {
      ({ caseId, old, mother } = await withMother());
      const { html } = await mother.post('/me/calendar', { token: mother.formToken });
      calendar = /\/calendar\/[\w-]+\.ics/.exec(html)?.[0] ?? '';
    });

    it('is told at the old address when the lead writes the new one, and everything old goes on working', async () => {
      expect(await writes(lead, caseId, { ownPhone: NEW })).toContain('Het geldt nog niet');
      expect((await mother.get('/')).status).toBe(401);
      const letter = mailsTo(old.email).at(-1);
      expect(letter?.text).toContain(
        'De regiehouder heeft in Schakel een ander e-mailadres of telefoonnummer',
      );
      expect(letter?.whole).not.toContain('10000002');
      expect(letter?.whole).toMatch(/^Message-ID: <[^@>]+@example\.org>/im);
      expect(await asks(NEW)).toBeNull();
      mother = await enters(await asked(old.email), old.phone);
      expect((await mother.get('/me')).html).toContain(NEW);
    });

    it('those who can do something about it read that it waits, and nobody reads the number', async () => {
      for (const caller of [lead, one, two]) expect(await page(caller, caseId)).toContain(WAITS);
      expect(await page(school, caseId)).not.toContain(WAITS);
      expect(await page(mother, caseId)).not.toContain(WAITS);
      const { id } = await inCase(caseId, 'Moeder');
      const form = `/form/participant.confirmAddress?caseId=${caseId}&participant=${id}`;
      for (const caller of [lead, school, one, two])
        for (const path of [`/c/${caseId}`, form, '/', '/manage/midden/people'])
          expect((await caller.get(path)).html, path).not.toMatch(/10000002|1100000|thuis\.example/);
    });

    it('the lead who wrote it does not confirm it, nor does anybody else in the case', async () => {
      expect(await confirms(lead, caseId, { ownPhone: NEW })).toContain(TWO);
      expect(await page(lead, caseId)).not.toContain('Nieuw nummer bevestigen');
      expect(await confirms(school, caseId, { ownPhone: NEW })).toContain('Alleen de regiehouder kan dit.');
      expect(await asks(NEW)).toBeNull();
    });

    it('a coordinator who heard another number from her does not let in the one that was written', async () => {
      expect(await page(one, caseId)).toContain('Nieuw nummer bevestigen');
      expect(await confirms(one, caseId, { ownPhone: '06 10 00 00 03' })).toContain(
        'Dit is niet wat er is opgeschreven',
      );
      expect(await confirms(one, caseId, { ownPhone: NEW, only: 'yes' })).toContain(
        'Dit is niet wat er is opgeschreven',
      );
      expect(await asks(NEW)).toBeNull();
    });

    it('comes in by the new number once a coordinator who spoke to her typed it too; what was open by the old ends', async () => {
      expect((await mother.get(calendar)).status).toBe(200);
      expect(await confirms(one, caseId, { ownPhone: '06 10 00 00 02' })).toContain(
        'Het nieuwe nummer of adres van Moeder geldt vanaf nu.',
      );
      expect((await mother.get('/')).status).toBe(401);
      expect((await mother.get(calendar)).status).toBe(404);
      mother = await enters(pathIn(textsTo(NEW).at(-1)), old.email);
      expect((await mother.get(`/c/${caseId}`)).status).toBe(200);
      expect(await asks(old.phone)).toBeNull();
      expect(await page(lead, caseId)).not.toContain(WAITS);
    });
  });

  it('whoever has the old telephone and made a second step of their own comes in no more, and she does', async () => {
    const { caseId, old, mother: thief } = await withMother();
    await thief.post('/me/app', { token: thief.formToken });
    const secret = /<code>([^<]+)<\/code>/.exec((await thief.get('/me/app')).html)?.[1]?.replaceAll(' ', '');
    const code = appCode(secret ?? '', schakel.clock.now());
    expect((await thief.post('/me/app/confirm', { token: thief.formToken, code })).status).toBe(303);
    await writes(lead, caseId, { ownPhone: '+31610000031', only: 'yes' });
    const said = await confirms(one, caseId, { ownPhone: '+31610000031', only: 'yes' });
    const path = pathIn(textsTo('+31610000031').at(-1));
    later(1);
    const guess = await (await callerWith(schakel.base, '')).post(`${path}/code`, {
      code: appCode(secret ?? '', schakel.clock.now()),
    });
    expect(guess.status).toBe(422);
    const spoken = codeIn({ text: said.slice(said.indexOf('deze code')) });
    expect((await (await enters(path, '', spoken)).get(`/c/${caseId}`)).status).toBe(200);
    expect(await asks(old.phone)).toBeNull();
  });

  describe('a lead who writes a number of their own', () => {
    it('is found out when she says no; who leads and coordinates reads that', async () => {
      const { caseId, old } = await withMother();
      await writes(lead, caseId, { ownPhone: OF_THE_LEAD });
      const mother = await enters(await asked(old.email), old.phone);
      const me = await mother.get('/me');
      await mother.post('/me/address', { token: mother.formToken, answer: 'no', of: askedOf(me.html) });
      for (const caller of [lead, one])
        expect(await page(caller, caseId)).toContain('Moeder zegt: dit nummer of adres is niet van mij.');
      expect(await confirms(one, caseId, { ownPhone: OF_THE_LEAD })).toContain('Er wacht geen adres meer');
      // Whoever holds a stolen telephone can say no as well: it may be written again, and she is asked again.
      expect(await writes(lead, caseId, { ownPhone: OF_THE_LEAD })).toContain('Het geldt nog niet');
      expect(await asks(OF_THE_LEAD)).toBeNull();
      expect((await mother.get(`/c/${caseId}`)).status).toBe(200);
    });

    it('in the place of what a coordinator heard from her, gets no yes', async () => {
      const { caseId } = await withMother();
      await writes(lead, caseId, { ownPhone: '+31610000004' });
      await writes(lead, caseId, { ownPhone: OF_THE_LEAD });
      expect(await confirms(one, caseId, { ownPhone: '+31610000004' })).toContain(
        'Dit is niet wat er is opgeschreven',
      );
      expect(await asks(OF_THE_LEAD)).toBeNull();
    });

    it('again and again, keeps her out once and no longer', async () => {
      const { caseId, old } = await withMother();
      await writes(lead, caseId, { ownPhone: '+31610000005' });
      const mother = await enters(await asked(old.email), old.phone);
      for (const ownPhone of ['+31610000006', '+31610000007', OF_THE_LEAD]) {
        await writes(lead, caseId, { ownPhone });
        expect((await mother.get('/')).status, ownPhone).toBe(200);
      }
    });
  });

  describe('a coordinator alone', () => {
    it('does not confirm what they wrote; the lead, whom the list names beside them, does', async () => {
      const { caseId, old } = await withMother();
      await writes(one, caseId, { ownPhone: '+31610000011', only: 'yes' });
      expect(await confirms(one, caseId, { ownPhone: '+31610000011', only: 'yes' })).toContain(TWO);
      const said = await confirms(lead, caseId, { ownPhone: '+31610000011', only: 'yes' });
      // Nothing but a number is left: the second step is read out.
      const mother = await enters(
        pathIn(textsTo('+31610000011').at(-1)),
        '',
        codeIn({ text: said.slice(said.indexOf('deze code')) }),
      );
      expect((await mother.get(`/c/${caseId}`)).status).toBe(200);
      expect(await asks(old.email)).toBeNull();
    });

    it.each(['by a link', 'in the list of the region'])(
      'with an account of their own that leads the case, brought in %s, is still one',
      async (how) => {
        const { caseId } = await withMother();
        const mine = { email: `een-${how.length}@elders.example`, phone: `+3162000000${how.length % 10}` };
        if (how === 'by a link')
          await invites(caseId, one, {
            shownName: 'Invaller',
            role: 'other',
            ownEmail: mine.email,
            ownPhone: mine.phone,
          });
        else {
          const line = {
            ...mine,
            name: 'Invaller',
            slack: '',
            slackTeam: '',
            teams: '',
            teamsTenant: '',
            language: '',
          };
          expect((await one.fill('manage.person', { region: 'midden' }, line)).status).toBe(303);
          const person = await schakel.person('invaller');
          await one.press('participant.add', { caseId, person, role: 'other' });
          await schakel.settle();
        }
        const fake = await enters(await asked(mine.email), mine.phone);
        await one.press('participant.remove', {
          caseId,
          participant: (await inCase(caseId, 'Regiehouder')).id,
        });
        await fake.press('lead.accept', { caseId });
        expect(await page(fake, caseId)).toContain('Ander nummer of mailadres');
        await writes(one, caseId, { ownPhone: OF_THE_LEAD });
        expect(await confirms(fake, caseId, { ownPhone: OF_THE_LEAD })).toContain(TWO);
        await writes(fake, caseId, { ownPhone: '+31689999998' });
        expect(await confirms(one, caseId, { ownPhone: '+31689999998' })).toContain(TWO);
        expect(await asks(OF_THE_LEAD)).toBeNull();
        expect(await asks('+31689999998')).toBeNull();
        // Two whom the list names are two.
        await writes(one, caseId, { ownPhone: `+3161000002${how.length % 10}` });
        expect(await confirms(two, caseId, { ownPhone: `+3161000002${how.length % 10}` })).toContain(
          'geldt vanaf nu',
        );
      },
    );
  });

  it('who never came in is corrected at once: the first link opens nothing, and a code is read out', async () => {
    const caseId = await newCase();
    await invites(caseId, lead, { ownEmail: 'meoder@thuis.example' });
    const first = pathIn(mailsTo('meoder@thuis.example').at(-1));
    const said = await writes(lead, caseId, { ownEmail: 'moeder2@thuis.example', only: 'yes' });
    expect((await (await callerWith(schakel.base, '')).get(first)).status).toBe(410);
    const path = pathIn(mailsTo('moeder2@thuis.example').at(-1));
    const mother = await enters(path, '', codeIn({ text: said.slice(said.indexOf('deze code')) }));
    expect((await mother.get(`/c/${caseId}`)).status).toBe(200);
    expect(await asks('meoder@thuis.example')).toBeNull();
  });

  it('of who stands in the list of the region it is said where it is changed', async () => {
    const caseId = await newCase();
    expect(await writes(lead, caseId, { ownPhone: NEW }, 'School')).toContain(
      'School staat in de lijst van de regio.',
    );
    expect(await writes(lead, caseId, { ownPhone: NEW }, 'Regiehouder')).toContain(
      'Je eigen nummer of adres',
    );
  });

  it('nobody gets the address of another participant', async () => {
    const { caseId } = await withMother();
    await invites(caseId, lead, { shownName: 'Vader', ownEmail: 'vader@thuis.example' });
    expect(await writes(lead, caseId, { ownEmail: 'vader@thuis.example' })).toContain(
      'Dit adres is al uitgenodigd.',
    );
  });

  it('who takes part in another region too is let in there by nobody of this one', async () => {
    const { caseId, old } = await withMother();
    const { personId } = await inCase(caseId, 'Moeder');
    const north = await newCase('noord', [personId]);
    await writes(lead, caseId, { ownPhone: OF_THE_LEAD });
    expect(await page(one, caseId)).toContain('Alleen Moeder zelf kan ja zeggen.');
    expect(await confirms(one, caseId, { ownPhone: OF_THE_LEAD })).toContain(
      'Alleen die persoon zelf kan zeggen dat het klopt',
    );
    expect(await asks(OF_THE_LEAD)).toBeNull();
    // A case that is closed can be read as well.
    const ofNorth = await callerOf(schakel, 'een-noord');
    await closeCase(schakel, ofNorth, north);
    expect(await confirms(one, caseId, { ownPhone: OF_THE_LEAD })).toContain(
      'Alleen die persoon zelf kan zeggen dat het klopt',
    );
    const mother = await enters(await asked(old.email), old.phone);
    expect((await mother.get(`/c/${north}`)).status).toBe(200);
    const me = await mother.get('/me');
    await mother.post('/me/address', { token: mother.formToken, answer: 'yes', of: askedOf(me.html) });
    expect(await asks(OF_THE_LEAD)).not.toBeNull();
  });
});
