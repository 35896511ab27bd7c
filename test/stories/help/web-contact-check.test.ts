import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ContactsToCheck } from '../../../src/domain/messages/index.ts';
import type { FileContactPoint } from '../../../src/domain/region/region-file.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';

const REGION = WEB_REGION.replace(
  '  - { key: school, name: School, type: school }\n',
  `  - key: school
    name: School
    type: school
    contactPoints:
      - { role: zorg, person: school, deputy: intern-begeleider, checkedOn: 2026-08-01 }
      - { role: bestuur, person: bestuurder, checkedOn: 2026-08-01 }
      - { role: verzuim, person: intern-begeleider, checkedOn: 2027-02-01 }
  - key: jeugd
    name: Jeugdteam
    type: municipality
    contactPoints:
      - { role: loket, person: jeugdconsulent }
      - { role: teamleiding, person: teamleider, checkedOn: 2026-08-01 }
`,
).replace('organisations:', '  - { key: bestuurder, name: Bestuurder }\norganisations:');

/** Half a year after somebody last asked, Schakel asks whoever is behind a contact point; in a real browser. */
describe('is this contact point still right?', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: REGION, letters: true });
    // At the time of the daily round.
    await schakel.at('2027-03-11', '09:30');
    coordinator = await schakel.web.visit('coordinator');
  });
  afterAll(() => schakel?.stop());

  const reads = (page: Page): Promise<string> => page.locator('main').innerText();
  const mailed = (): string[] => schakel.letters.mails.map((mail) => mail.to).sort();
  const point = async (organisation: string, role: string): Promise<FileContactPoint | undefined> => {
    schakel.app.store.forgetRegions();
    const region = await schakel.app.store.regionByKey('midden');
    return region?.file.organisations
      .find((o) => o.key === organisation)
      ?.contactPoints.find((c) => c.role === role);
  };
  /** Returns what the coordinators were asked, oldest first: which contact points, and why they. */
  const asked = async (): Promise<string[][]> => {
    const { rows } = await schakel.database.database.pool.query<{ payload: ContactsToCheck }>(
      `SELECT "payload" FROM "message" WHERE "type" = 'ContactsToCheck' ORDER BY "createdAt"`,
    );
    return rows.map(({ payload }) =>
      payload.points.map((p) => `${p.organisation.name} – ${p.role}: ${p.why}`).sort(),
    );
  };
  const card = (title: string) =>
    coordinator
      .locator('section.schakel-card')
      .filter({ has: coordinator.getByRole('heading', { name: title, exact: true }) });
  const signedIn = (key: string): Promise<Page> => schakel.web.visit(key);

  it('asks each of them where they are reached, and the coordinator only what nobody can be asked', async () => {
    expect(mailed()).toEqual([
      'coordinator@example.org',
      'jeugd@example.org',
      'school@example.org',
      'teamleider@example.org',
    ]);
    for (const mail of schakel.letters.mails) expect(mail.text).not.toMatch(/School|zorg|loket|anspreekpunt/);
    expect(await asked()).toEqual([['School – bestuur: unreachable']]);
    await coordinator.goto('/manage/midden/organisations');
    expect(await card('School').innerText()).toContain(
      'Voor het laatst nagevraagd op zaterdag 1 augustus 2026.',
    );
  });

  it('is answered with one press; the coordinator sees who said so, and when', async () => {
    const school = await signedIn('school');
    expect(await reads(school)).toContain('Je bent aanspreekpunt in Regio Midden. Klopt dit nog?');
    expect(await reads(school)).toContain('School – zorg. Achtervang: Intern begeleider school.');
    expect(await wrongWith(school)).toEqual([]);
    if (process.env.LOOK)
      await school.screenshot({ path: `${process.env.LOOK}/contact-home.png`, fullPage: true });
    await follow(school.getByRole('button', { name: 'Klopt', exact: true }));
    expect(await reads(school)).toContain('School – zorg klopt nog');
    expect(await reads(school)).not.toContain('Klopt dit nog?');
    await coordinator.reload();
    expect(await card('School').innerText()).toContain(
      'Nagevraagd op donderdag 11 maart 2027, het aanspreekpunt zei het zelf.',
    );
    expect(await point('school', 'zorg')).toMatchObject({ checkedOn: '2027-03-11', checkedBy: 'contact' });
  });

  it('is said to change, and the coordinators hear what; until they change it, it is not right', async () => {
    const jeugd = await signedIn('jeugdconsulent');
    await follow(jeugd.getByRole('link', { name: 'Er verandert iets' }));
    expect(await wrongWith(jeugd)).toEqual([]);
    await jeugd.getByLabel('Iemand anders wordt aanspreekpunt').check();
    await follow(jeugd.locator('main form.utrecht-form button[type=submit]'));
    expect(await reads(jeugd)).toContain(
      'De coördinatoren horen het en passen Jeugdteam – loket met je aan.',
    );
    expect(await reads(jeugd)).not.toContain('Klopt dit nog?');
    const own = await signedIn('coordinator');
    expect(await reads(own)).toContain(
      'Jeugdconsulent gemeente is aanspreekpunt Jeugdteam – loket en zegt: iemand anders wordt aanspreekpunt.',
    );
    await coordinator.reload();
    const text = await card('Jeugdteam').innerText();
    expect(text).toContain('Zegt op donderdag 11 maart 2027 zelf: iemand anders wordt aanspreekpunt.');
    expect(text).toContain('Klopt dit nog? Dit is nog nooit nagevraagd.');
    if (process.env.LOOK)
      await coordinator.screenshot({ path: `${process.env.LOOK}/contact-page.png`, fullPage: true });
    const { rows: audit } = await schakel.database.database.pool.query<{ action: string }>(
      `SELECT a."action" FROM "audit" a JOIN "region" g ON g."id" = a."chainId" WHERE a."action" LIKE 'region.contact%' ORDER BY a."seq"`,
    );
    expect(audit.map((a) => a.action)).toEqual(['region.contact_checked', 'region.contact_changes']);
  });

  it('nobody else answers for them', async () => {
    const mother = await signedIn('moeder');
    await mother.goto('/form/manage.contactChanges?region=midden&organisation=jeugd&point=teamleiding');
    await mother.getByLabel('De achtervang verandert').check();
    await follow(mother.locator('main form.utrecht-form button[type=submit]'));
    expect(await reads(mother)).toContain('Alleen wie dit aanspreekpunt is, kan dit zeggen.');
    expect((await point('jeugd', 'teamleiding'))?.changes).toBeUndefined();
  });

  it('that is not answered is never “right”: the coordinators ask, and a month later Schakel asks again', async () => {
    await schakel.at('2027-03-26', '09:30');
    await schakel.at('2027-03-31', '09:30');
    expect(await asked()).toHaveLength(1);
    await schakel.at('2027-04-01', '09:30');
    expect((await asked()).at(-1)).toEqual([
      'Jeugdteam – loket: changes',
      'Jeugdteam – teamleiding: unanswered',
      'School – bestuur: unreachable',
    ]);
    const before = mailed().filter((to) => to === 'teamleider@example.org').length;
    await schakel.at('2027-04-12', '09:30');
    expect(mailed().filter((to) => to === 'teamleider@example.org')).toHaveLength(before + 1);
    expect((await point('jeugd', 'teamleiding'))?.checkedOn).toBe('2026-08-01');
  });
});
