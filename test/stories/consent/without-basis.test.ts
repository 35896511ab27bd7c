import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCase } from '../../../src/main/commands/case-export.ts';
import { openSchoolCase, type SchoolCase, wordsOf } from '../../support/cases/school-case.ts';
import { WEB_REGION } from '../../support/people/on-the-web.ts';
import { SECRET } from '../../support/schakel/secret.ts';

const LEGAL = "legal: { covenantVersion: '2', accededOn: 2026-09-14, basis:";
const COVENANT = `covenant: { name: Convenant Midden, version: 2, date: 2026-09-01 }`;
const REGION = WEB_REGION.replace('type: school }', `type: school, ${LEGAL} onderwijs } }`)
  .replace('type: municipality,', `type: municipality, ${LEGAL} jeugdwet },`)
  .concat(`${COVENANT}\n`);
const WHY = 'het overleg is morgen, de toetreding is onderweg';
const TOLD = 'Samenwerkingsverband doet mee zonder grondslag en zonder toetreding tot het privacyconvenant.';

describe('a party without a legal basis, in a region with a covenant', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase({ region: REGION });
  });
  afterAll(() => here?.close());
  const add = async (who: keyof SchoolCase['who'], basisReason = '') =>
    here.who[who].fill(
      'participant.add',
      { caseId: here.id },
      {
        person: await here.schakel.person('teamleider'),
        role: 'educationPartnership',
        organisation: 'swv',
        basisReason,
      },
    );

  it('is not added: whoever leads reads what is missing, why and what to do, and keeps what was typed', async () => {
    const { html, status } = await add('casemanager');
    expect(status).toBe(422);
    const page = wordsOf(html);
    expect(page).toContain(
      'Van Samenwerkingsverband staat hier nog geen grondslag en geen toetreding tot het convenant. Dat is nodig om mee te doen. Een coördinator vult het in bij Beheer, Grondslag en convenant.',
    );
    expect(html).toContain('id="basisReason-error"');
    expect(html).toMatch(/value="swv" checked/);
    expect(await here.reads(here.who.moeder)).not.toContain('Teamleider jeugd');
  });

  it('is not added with a reason of spaces alone, nor with a book', async () => {
    expect(wordsOf((await add('casemanager', '   ')).html)).toContain('nog geen grondslag');
    expect(wordsOf((await add('casemanager', 'x'.repeat(301))).html)).toContain('300');
    expect(await here.reads(here.who.moeder)).not.toContain('Teamleider jeugd');
  });

  it('goes on with a reason, which everybody reads who sees the party: in the case, at who is who, in what happened', async () => {
    expect((await add('casemanager', WHY)).status).toBe(303);
    for (const who of ['moeder', 'school', 'coordinator', 'casemanager'] as const) {
      const page = await here.reads(here.who[who]);
      expect(page).toContain(`${TOLD} Casemanager gemeente schreef waarom: “${WHY}”`);
      expect(page).toMatch(
        /Teamleider jeugd doet nu mee \(samenwerkingsverband[^)]*\)\. ?Samenwerkingsverband doet mee zonder/,
      );
      expect(await here.reads(here.who[who], `/c/${here.id}/who`)).toContain(`“${WHY}”`);
    }
  });

  it('stands with the family’s answers, beside what each other party has', async () => {
    const page = await here.reads(here.who.moeder);
    expect(page).toContain(
      'Organisaties werken hier met een privacyconvenant: Convenant Midden, versie 2. Daarbij hoort een wet waarop zij werken. Een ja van de familie vervangt die niet.',
    );
    expect(page).toContain(
      'Grondslag van School: Wettelijke taak van het onderwijs. Toegetreden tot versie 2 op maandag 14 september 2026. Nog niet nagekeken.',
    );
    const own = await here.reads(here.who.school);
    expect(own).toContain('Grondslag van School:');
    expect(own).not.toContain('Grondslag van Gemeente:');
  });

  it('is read by whom it is about, and the reason is not asked again for a colleague', async () => {
    const them = await here.comeBack('teamleider');
    expect(await here.reads(them)).toContain(`“${WHY}”`);
    const more = await here.who.coordinator.fill(
      'participant.add',
      { caseId: here.id },
      {
        person: await here.schakel.person('jeugdconsulent'),
        role: 'educationPartnership',
        organisation: 'swv',
      },
    );
    expect(more.status).toBe(303);
  });

  it('is not read by a party that sees only its own agreements', async () => {
    const { moeder } = here.who;
    await moeder.press('consent.answer', {
      caseId: here.id,
      party: 'school',
      about: 'reading',
      answer: 'no',
    });
    for (const path of [`/c/${here.id}`, `/c/${here.id}/who`, `/c/${here.id}/timeline`])
      expect(await here.reads(here.who.school, path)).not.toContain(WHY);
    expect(await here.reads(moeder)).toContain(WHY);
  });
});

describe('a party without a basis that takes part no more', () => {
  it('leaves no reason in the case: the export has none, and who comes back needs another', async () => {
    const here = await openSchoolCase({ region: REGION });
    const { coordinator } = here.who;
    const add = async (basisReason: string) =>
      coordinator.fill(
        'participant.add',
        { caseId: here.id },
        {
          ...{ person: await here.schakel.person('teamleider'), role: 'educationPartnership' },
          ...{ organisation: 'swv', basisReason },
        },
      );
    const reasons = async (): Promise<string[]> => {
      const { url: databaseUrl } = here.schakel.database;
      const config = { databaseUrl, port: 0, publicUrl: null, dataDir: '', key: SECRET, slack: null };
      const { lines } = await exportCase({ ...config, logLevel: 'silent', teams: [] }, here.code, undefined);
      const { case: facts } = JSON.parse(lines.join('\n')) as {
        case: { withoutBasis: { reason: string }[] };
      };
      return facts.withoutBasis.map(({ reason }) => reason);
    };
    await add(WHY);
    expect(await reasons()).toEqual([WHY]);
    await coordinator.press('participant.remove', {
      ...{ caseId: here.id, participant: await here.participant('teamleider') },
    });
    expect(await reasons()).toEqual([]);
    expect(wordsOf((await add('')).html)).toContain('nog geen grondslag');
    await here.close();
  });
});

describe('who is of no organisation, in a region with a covenant', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase({ region: REGION });
  });
  afterAll(() => here?.close());
  const add = async (role: string, basisReason = '') =>
    here.who.coordinator.fill(
      'participant.add',
      { caseId: here.id },
      { person: await here.schakel.person('teamleider'), role, organisation: '', basisReason },
    );

  it('needs a reason as well, unless they stand beside the family', async () => {
    expect(wordsOf((await add('mediator')).html)).toContain(
      'Deze persoon hoort bij geen organisatie met een grondslag.',
    );
    expect((await add('familySupporter')).status).toBe(303);
    expect(await here.reads(here.who.moeder)).not.toContain('zonder grondslag');
  });
});

describe('other ways in, in a region with a covenant', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase({ region: REGION });
  });
  afterAll(() => here?.close());
  const PARTNERSHIP = { role: 'educationPartnership', organisation: 'swv' };

  it('by a letter: refused without a reason, and then read by the family', async () => {
    const invite = (basisReason: string) =>
      here.who.casemanager.fill(
        'participant.inviteByLink',
        { caseId: here.id },
        { ...PARTNERSHIP, shownName: 'Directeur', ownEmail: 'd@example.org', language: 'nl', basisReason },
      );
    expect(wordsOf((await invite('')).html)).toContain('nog geen grondslag en geen toetreding');
    expect((await invite(WHY)).status).toBeLessThan(400);
    expect(await here.reads(here.who.moeder)).toContain(
      `${TOLD} Casemanager gemeente schreef waarom: “${WHY}”`,
    );
  });

  it('by a code: no code is made without a reason', async () => {
    const { code } = await here.state().then((state) => state.case);
    const other = { ...PARTNERSHIP, organisation: '', role: 'mediator' };
    const invite = (basisReason: string) =>
      here.who.casemanager.fill('participant.invite', { caseId: here.id }, { ...other, basisReason });
    const refused = wordsOf((await invite('')).html);
    expect(refused).toContain('Deze persoon hoort bij geen organisatie met een grondslag.');
    expect(refused).not.toContain('code werkt');
    const made = await invite(WHY);
    expect(made.status).toBe(303);
    expect(await here.reads(here.who.casemanager, made.headers.get('location') ?? '/')).toContain(code);
  });

  it('by a coordinator, in several cases at once', async () => {
    const join = async (basisReason: string) =>
      here.who.coordinator.fill(
        'manage.join',
        { region: 'midden', person: await here.schakel.person('teamleider') },
        { cases: [here.id], role: 'mediator', organisation: '', basisReason },
      );
    expect(wordsOf((await join('')).html)).toContain('Deze persoon hoort bij geen organisatie');
    expect((await join('bemiddelt op verzoek van het gezin')).status).toBe(303);
    expect(await here.reads(here.who.moeder)).toContain('“bemiddelt op verzoek van het gezin”');
  });

  it('in the place of somebody: the reason that stands for the party is enough', async () => {
    const person = await here.schakel.person('teamleider');
    const successor = await here.schakel.person('jeugdconsulent');
    const replace = (basisReason: string) =>
      here.who.coordinator.fill(
        'manage.replace',
        { region: 'midden', person },
        { cases: [here.id], successor, basisReason },
      );
    expect(wordsOf((await replace('')).html)).toContain('Deze persoon hoort bij geen organisatie');
    expect((await replace('neemt het over')).status).toBe(303);
    expect(await here.reads(here.who.moeder)).toContain('“neemt het over”');
  });

  it('by a spreadsheet: the line that lacks a reason is told, and with one it comes in', async () => {
    const { coordinator } = here.who;
    const head = (await coordinator.get('/manage/midden/cases.csv')).html.trim();
    expect(head).toContain('reden zonder grondslag');
    const sheet = (reason: string): string =>
      `${head}\nWilg-27;01-02-2027;;moeder = ouder of voogd, teamleider = mediator;;;;;${reason}\n`;
    const send = async (reason: string): Promise<string> => {
      const fields = { token: coordinator.formToken, text: sheet(reason) };
      return wordsOf((await coordinator.post('/manage/midden/cases', fields)).html);
    };
    expect(await send('')).toContain('Regel 2, reden zonder grondslag');
    const right = await send('al jaren betrokken');
    expect(right).toContain('Wilg-27');
    expect(right).toContain('Eén casus klaar om te openen');
  });

  it('by taking in a report of somebody whose organisation has none', async () => {
    const sent = await here.who.school.fill(
      'report.make',
      {},
      { role: 'educationPartnership', organisation: 'swv', since: '2027-02-01', words: '', region: 'midden' },
    );
    const path = sent.headers.get('location') ?? '';
    const caseId = path.split('/').at(-1)?.split('?')[0] ?? '';
    const take = (joins: string, basisReason: string) =>
      here.who.coordinator.fill('report.takeIn', { caseId }, { firstDay: '2027-02-01', joins, basisReason });
    expect(wordsOf((await take('yes', '')).html)).toContain('nog geen grondslag en geen toetreding');
    expect((await take('yes', 'meldde zelf')).status).toBe(303);
    const page = await here.reads(here.who.coordinator, `/c/${caseId}`);
    expect(page).toContain(`${TOLD} Coördinator schreef waarom: “meldde zelf”`);
  });
});

describe('a region with no covenant', () => {
  let here: SchoolCase;
  beforeAll(async () => {
    here = await openSchoolCase();
  });
  afterAll(() => here?.close());

  it('asks nobody for a basis, as before: the form has no such field and nothing is said', async () => {
    const { coordinator, moeder } = here.who;
    const form = wordsOf((await coordinator.get(`/form/participant.add?caseId=${here.id}`)).html);
    expect(form).not.toContain('grondslag');
    const person = await here.schakel.person('teamleider');
    const values = { person, role: 'educationPartnership', organisation: 'swv' };
    expect((await coordinator.fill('participant.add', { caseId: here.id }, values)).status).toBe(303);
    await moeder.press('consent.answer', {
      caseId: here.id,
      party: 'school',
      about: 'reading',
      answer: 'yes',
    });
    for (const path of [`/c/${here.id}`, `/c/${here.id}/who`])
      expect(await here.reads(moeder, path)).not.toMatch(/grondslag|convenant/i);
  });
});
