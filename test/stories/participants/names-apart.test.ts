import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '../../../src/domain/region/region.ts';
import { exportCase } from '../../../src/main/commands/case-export.ts';
import { seedCase } from '../../support/cases/seeded-cases.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { SECRET } from '../../support/schakel/secret.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf, callerWith } from '../../support/web/web-caller.ts';

const ACCOUNT = 'U0REGIE';
const ADDRESS = 'regie@midden.example';
const OWN_NUMBER = '+31611111111';

/** Both were given the workspace, and both name the same account there; Midden named it first. */
const regionFile = (key: string, shared: string): string => `
key: ${key}
name: Regio ${key}
workspaces: [{ platform: slack, teamId: T0SAMEN }]
people:
  - { key: coordinator-${key}, name: Coördinator ${key}, email: coordinator@${key}.example }
  - { key: beheerder-${key}, name: Beheerder ${key}, email: beheerder@${key}.example }
  - { key: school-${key}, name: School ${key}, email: school@${key}.example }
  - { key: wethouder-${key}, name: Wethouder ${key}, email: wethouder@${key}.example }
  - { key: regie-${key}, slack: ${ACCOUNT}, ${shared} }
ladder: [{ rung: 4, title: wethouder, contacts: [wethouder-${key}] }]
coordinators: [coordinator-${key}]
administrators: [beheerder-${key}]
`;
const SAID = {
  midden: { name: 'Regiehouder midden', number: OWN_NUMBER },
  noord: { name: 'Consulent noord', number: '+31622222222' },
};
const CODES = { midden: 'Wilg-27', noord: 'Eik-3' };
type Key = keyof typeof SAID;
const KEYS: readonly Key[] = ['midden', 'noord'];
const other = (key: Key): Key => (key === 'midden' ? 'noord' : 'midden');

interface Place {
  readonly region: string;
  readonly caseId: string;
  readonly agreementId: string;
  readonly coordinator: Caller;
}

/** Returns a page as people read it, without its markup. */
const read = (html: string): string => html.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');

describe('somebody whom two regions name by an account in a workspace that both use', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let personId = '';
  const places = {} as Record<Key, Place>;
  beforeAll(async () => {
    const [midden, noord] = KEYS.map((key) => `name: ${SAID[key].name}, phone: "${SAID[key].number}"`);
    schakel = await startSchakel({
      ...ON_THE_WEB,
      region: regionFile('midden', `${midden}, email: ${ADDRESS}`),
      letters: true,
    });
    await schakel.addRegion(regionFile('noord', `${noord}, email: regie@noord.example`));
    personId = await schakel.person('regie-midden');
    for (const key of KEYS) places[key] = await begin(key);
  });
  afterAll(() => schakel?.stop());

  /** A case in which they have the lead. */
  async function begin(key: Key): Promise<Place> {
    const { store } = schakel.app;
    const region = (await store.regionByKey(key)) as Region;
    const seed = {
      code: CODES[key],
      firstDayHome: '2027-02-15',
      openedAt: '2027-03-08T09:00:00.000Z',
      lead: personId,
      people: [
        { id: await schakel.person(`school-${key}`), role: 'supportCoordinator' as const },
        { id: personId, role: 'municipalCaseManager' as const },
      ],
      agreements: [{ title: `Plan ${key}`, due: '2027-04-01' }],
    };
    const caseId = await seedCase(store, region, seed, '2027-03-11');
    const [state] = await store.cases([caseId]);
    const coordinator = await callerOf(schakel, `coordinator-${key}`);
    return { region: region.id, caseId, agreementId: state?.agreements[0]?.id ?? '', coordinator };
  }
  const pagesOf = (key: Key): string[] => [
    `/c/${places[key].caseId}`,
    `/c/${places[key].caseId}/passed-on`,
    `/r/${places[key].region}`,
    `/manage/${key}/people`,
    `/manage/${key}/participants`,
    `/manage/${key}/participants/${personId}`,
  ];
  /** Every page of a region on which they stand calls them as that region does. */
  const isCalled = async (key: Key, name: string): Promise<void> => {
    for (const path of pagesOf(key)) {
      const { status, html } = await places[key].coordinator.get(path);
      expect(status, path).toBe(200);
      expect(html, path).toContain(name);
      expect(html, path).not.toContain(SAID[other(key)].name);
      expect(html, path).not.toContain(SAID[other(key)].number);
    }
  };
  const edits = async (key: Key, values: Record<string, string>): Promise<void> => {
    const administrator = await callerOf(schakel, `beheerder-${key}`);
    const line = { email: '', slack: ACCOUNT, slackTeam: '', teams: '', teamsTenant: '', language: '' };
    const answer = await administrator.fill(
      'manage.person',
      { region: key, person: `regie-${key}` },
      { ...line, ...values },
    );
    expect(answer.status).toBe(303);
  };

  it('is one person, who is called in each region what its own file calls them', async () => {
    expect(await schakel.person('regie-noord')).toBe(personId);
    for (const key of KEYS) await isCalled(key, SAID[key].name);
  });

  it('is read on their own page in the words of the region that a case is of', async () => {
    const { html } = await (await callerOf(schakel, 'regie-noord')).get(`/c/${places.noord.caseId}`);
    expect(html).toContain(SAID.noord.name);
    expect(html).not.toContain(SAID.midden.name);
  });

  it('is offered in a form under the name of there', async () => {
    for (const key of KEYS) {
      const { coordinator, caseId } = places[key];
      for (const form of [
        `participant.remove?caseId=${caseId}`,
        `manage.replace?region=${key}&person=${personId}`,
      ]) {
        const { html } = await coordinator.get(`/form/${form}`);
        expect(html, form).toContain(SAID[key].name);
        expect(html, form).not.toContain(SAID[other(key)].name);
      }
    }
  });

  it('is away when they or the region that brought them in say so, and not on the word of the other', async () => {
    const isAway = async (): Promise<boolean> =>
      (await places.midden.coordinator.get('/manage/midden/people')).html.includes('Afwezig vanaf');
    const notes = async (key: Key, command: string, values: Record<string, string>): Promise<string> => {
      const { coordinator } = places[key];
      const answer = await coordinator.fill(command, { region: key, person: `regie-${key}` }, values);
      return answer.html + (await coordinator.get(`/manage/${key}/people`)).html;
    };
    const leave = { from: '2027-03-11', until: '' };
    expect(await notes('noord', 'manage.away', leave)).toContain('Deze persoon hoort bij een andere regio.');
    expect(await isAway()).toBe(false);
    expect((await places.noord.coordinator.get('/manage/noord/people')).html).not.toContain(
      'manage.away?region=noord&amp;person=regie-noord',
    );
    expect(await notes('midden', 'manage.away', leave)).toContain(
      'Genoteerd: afwezig vanaf donderdag 11 maart 2027. Er is geen einddatum',
    );
    expect(await isAway()).toBe(true);
    const back = await places.noord.coordinator.press('manage.back', {
      region: 'noord',
      person: 'regie-noord',
    });
    expect(back.status).toBe(303);
    expect(await isAway()).toBe(true);
    await places.midden.coordinator.press('manage.back', { region: 'midden', person: 'regie-midden' });
    expect(await isAway()).toBe(false);
  });

  it('stands so in the export of a case', async () => {
    const config = { databaseUrl: schakel.database.url, port: 0, publicUrl: null, dataDir: '', key: SECRET };
    for (const key of KEYS) {
      const { lines } = await exportCase(
        { ...config, logLevel: 'silent', teams: [], slack: null },
        CODES[key],
        undefined,
      );
      expect(lines.join()).toContain(SAID[key].name);
      expect(lines.join()).not.toContain(SAID[other(key)].name);
    }
  });

  it('who is called for help in a region reads whom to ask there, and at which number', async () => {
    const lead = await callerOf(schakel, 'regie-midden');
    for (const key of KEYS) {
      const { agreementId, caseId } = places[key];
      expect((await lead.press('ladder.raise', { agreementId, rung: '4' })).status).toBe(303);
      await schakel.settle();
      const contact = await callerOf(schakel, `wethouder-${key}`);
      const { html } = await contact.get(`/c/${caseId}`);
      expect(read(html)).toContain(`${SAID[key].name} is bereikbaar op ${SAID[key].number}`);
      for (const path of [`/c/${caseId}`, '/'])
        for (const words of Object.values(SAID[other(key)]))
          expect((await contact.get(path)).html, path).not.toContain(words);
    }
  });

  it('is called otherwise in one region from now on, and in the other nothing changes', async () => {
    await edits('noord', { name: 'Consulent jeugd', phone: '+31633333333' });
    await isCalled('noord', 'Consulent jeugd');
    await isCalled('midden', SAID.midden.name);
    await edits('midden', { name: 'Regiehouder jeugd', phone: OWN_NUMBER, email: ADDRESS });
    await isCalled('noord', 'Consulent jeugd');
    await isCalled('midden', 'Regiehouder jeugd');
  });

  it('of whom a region gives no number (any more) is not called there at that of the other', async () => {
    await edits('noord', { name: 'Consulent jeugd', phone: '' });
    const { html } = await (await callerOf(schakel, 'wethouder-noord')).get(`/c/${places.noord.caseId}`);
    expect(read(html)).toContain('Consulent jeugd is bereikbaar in Schakel.');
    expect(html).not.toContain(OWN_NUMBER);
  });

  it('gets no letter and no code where another region wrote that they live', async () => {
    const stranger = await callerWith(schakel.base, '');
    const before = schakel.letters.mails.length;
    for (const address of [
      'regie@noord.example',
      SAID.noord.number,
      '+31633333333',
      'coordinator@noord.example',
    ])
      await stranger.post('/link', { address });
    await schakel.settle();
    expect(schakel.letters.mails.slice(before).map((m) => m.to)).toEqual(['coordinator@noord.example']);
    expect(schakel.letters.mails.map((m) => m.to)).not.toContain('regie@noord.example');
    expect(schakel.letters.texts).toEqual([]);
  });
});
