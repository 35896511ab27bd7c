import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import type { Region } from '../../../src/domain/region/region.ts';
import { seedCase } from '../../support/cases/seeded-cases.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { wrongWith } from '../../support/web/barriers.ts';

/** Somebody leaves an organisation: the coordinator has them replaced in all their cases, in a real browser. */
describe('who takes part in which case', () => {
  let schakel: Schakel<'web'>;
  let page: Page;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    schakel = await startSchakel(ON_THE_WEB);
    const { store } = schakel.app;
    const region = (await store.regionByKey('midden')) as Region;
    const [consulent, school, mother, manager] = await Promise.all(
      ['jeugdconsulent', 'school', 'moeder', 'casemanager'].map((key) => schakel.person(key)),
    );
    const seed = async (code: string, people: readonly (readonly [string | undefined, string])[]) => {
      const seeded = {
        code,
        firstDayHome: '2027-02-15',
        openedAt: '2027-03-08T09:00:00.000Z',
        people: people.map(([id, role]) => ({ id: id ?? '', role: role as 'teacher' })),
        agreements: [{ title: `Plan van ${code}`, due: '2027-04-01' }],
      };
      ids[code] = await seedCase(
        store,
        region,
        consulent && people[0]?.[0] === consulent ? { ...seeded, lead: consulent } : seeded,
        '2027-03-11',
      );
    };
    await seed('Wilg-27', [
      [consulent, 'municipalCaseManager'],
      [school, 'supportCoordinator'],
      [mother, 'guardian'],
    ]);
    await seed('Eik-3', [
      [school, 'supportCoordinator'],
      [consulent, 'municipalCaseManager'],
    ]);
    await seed('Els-8', [[manager, 'municipalCaseManager']]);
    page = await schakel.web.visit('coordinator');
  });
  afterAll(() => schakel?.stop());

  const reads = (): Promise<string> => page.locator('main').innerText();
  const state = async (code: string): Promise<CaseState> =>
    (await schakel.app.store.cases([ids[code] ?? '']))[0] as CaseState;
  const names = async (code: string): Promise<string[]> => {
    const { participants, people } = await state(code);
    return participants
      .filter((p) => p.leftAt === null)
      .map((p) => people.find((x) => x.id === p.personId)?.name ?? '')
      .sort();
  };
  const send = (): Promise<void> => follow(page.locator('main form.utrecht-form button[type=submit]'));

  it('is shown by person, without families, and the look is in the audit of the region', async () => {
    await page.goto('/manage/midden');
    await follow(page.getByRole('link', { name: 'Wie doet mee in welke casus' }));
    const text = await reads();
    expect(text).toContain('Jeugdconsulent gemeente Eik-3, Wilg-27');
    expect(text).toContain('Casemanager gemeente Els-8');
    expect(text).toContain('Ook genoemd in de regio');
    // The region names her; of her own case nothing stands here.
    expect(text.split('Ook genoemd in de regio')[0]).not.toContain('Moeder');
    const { rows } = await schakel.database.database.pool.query(
      `SELECT a."action" FROM "audit" a JOIN "region" g ON g."id" = a."chainId" WHERE a."action" LIKE 'read.%'`,
    );
    expect(rows).toEqual([{ action: 'read.taking_part' }]);
  });

  it('has what somebody does where, and leads to the case', async () => {
    await follow(page.getByRole('link', { name: 'Jeugdconsulent gemeente' }));
    const text = await reads();
    expect(text).toContain('Wilg-27\n\nAls casemanager gemeente. Heeft de regie. Heeft open afspraken');
    expect(text).toContain('Eik-3\n\nAls casemanager gemeente.\n');
    await follow(page.getByRole('link', { name: 'Wilg-27', exact: true }));
    expect(page.url()).toBe(`${schakel.base}/c/${ids['Wilg-27']}`);
    await page.goto(`/manage/midden/participants/${await schakel.person('jeugdconsulent')}`);
  });

  it('is not left without an owner: nobody in the place of who has open agreements is refused, everywhere', async () => {
    await follow(page.getByRole('link', { name: 'Vervangen of weghalen' }));
    expect(await reads()).toContain('Wilg-27 – casemanager gemeente, heeft de regie, heeft open afspraken');
    await send();
    expect(await page.locator('.utrecht-form-field-error-message').innerText()).toContain(
      'In Wilg-27 heeft deze persoon nog open afspraken.',
    );
    expect(await names('Eik-3')).toContain('Jeugdconsulent gemeente');
  });

  it('is replaced in all their cases at once, and the lead is asked of the new one', async () => {
    await page
      .getByRole('group', { name: /Wie neemt het over/ })
      .getByLabel('Casemanager gemeente')
      .check();
    await send();
    expect(await reads()).toContain('Vervangen in 2 casussen.');
    for (const code of ['Wilg-27', 'Eik-3']) {
      expect(await names(code)).toContain('Casemanager gemeente');
      expect(await names(code)).not.toContain('Jeugdconsulent gemeente');
    }
    const wilg = await state('Wilg-27');
    const manager = wilg.participants.find(
      (p) => p.personId === wilg.people.find((x) => x.name === 'Casemanager gemeente')?.id,
    );
    expect(wilg.agreements[0]).toMatchObject({ ownerId: manager?.id, textVersion: 2 });
    expect(wilg.case).toMatchObject({ leadId: null, leadAskedId: manager?.id });
    const { rows } = await schakel.database.database.pool.query<{ action: string }>(
      `SELECT "action" FROM "audit" WHERE "chainId" = $1 AND "action" <> 'case.first_read' ORDER BY "seq"`,
      [ids['Wilg-27']],
    );
    expect(rows.map((r) => r.action)).toEqual([
      'case.opened',
      'participant.added',
      'agreement.handed_over',
      'participant.removed',
      'lead.suggested',
    ]);
    const other = await schakel.web.visit('casemanager');
    expect(await other.locator('main').innerText()).toContain('Wilg-27');
  });

  it('is added to the cases that are ticked, in one role; a family is not', async () => {
    await page.goto('/manage/midden/participants');
    await follow(page.getByRole('link', { name: 'Intern begeleider school' }));
    expect(await reads()).toContain('Doet in geen enkele open casus mee als professional.');
    await follow(page.getByRole('link', { name: 'In casussen toevoegen' }));
    await page.getByLabel('Wilg-27').check();
    await page.getByLabel('Els-8').check();
    await page.getByLabel('Rol').selectOption({ label: 'leerkracht of mentor' });
    expect(await page.getByLabel('Rol').innerText()).not.toContain('ouder of voogd');
    await page
      .getByRole('group', { name: /Organisatie/ })
      .getByLabel('School')
      .check();
    await send();
    expect(await reads()).toContain('Toegevoegd in 2 casussen.');
    expect(await names('Els-8')).toEqual(['Casemanager gemeente', 'Intern begeleider school']);
    expect(await reads()).toContain('School\nIntern begeleider school Els-8, Wilg-27');
  });

  it('is nobody else’s to see: not of who takes part, not of another key', async () => {
    const school = await schakel.web.visit('school');
    for (const path of ['', `/${await schakel.person('casemanager')}`])
      expect((await school.goto(`/manage/midden/participants${path}`))?.status()).toBe(404);
    expect((await page.goto(`/manage/midden/participants/${ids['Wilg-27']}`))?.status()).toBe(404);
  });

  it('has no barriers, on a desk and at 320 pixels', async () => {
    const person = await schakel.person('casemanager');
    for (const options of [{}, { viewport: { width: 320, height: 640 } }]) {
      const visitor = await schakel.web.visit('coordinator', options);
      for (const path of [
        '/manage/midden/participants',
        `/manage/midden/participants/${person}`,
        `/form/manage.replace?region=midden&person=${person}`,
        `/form/manage.join?region=midden&person=${person}`,
      ]) {
        await visitor.goto(path);
        expect(await wrongWith(visitor), path).toEqual([]);
        expect(
          await visitor.evaluate('document.documentElement.scrollWidth - innerWidth'),
          path,
        ).toBeLessThanOrEqual(0);
        if (process.env.LOOK)
          await visitor.screenshot({
            path: `${process.env.LOOK}/${path.replaceAll(/\W+/g, '-').slice(0, 60)}${options.viewport ? '-phone' : ''}.png`,
            fullPage: true,
          });
      }
    }
  });
});
