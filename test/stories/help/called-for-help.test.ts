import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../../src/domain/case/state.ts';
import { closeCase } from '../../support/cases/close-case.ts';
import { MORE_PEOPLE, openWebCase, type WebCase, WORDS } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

const OTHER = 'Leerlingenvervoer regelen';
const AT_HOME = 'Dagritme thuis';
const DISPUTE = 'drie ochtenden en geen vijf';
const NOT_FOUND = 'Deze pagina is er niet';

/** Everything on the web that is about a case. */
const pagesOf = (id: string): string[] =>
  ['', '/timeline', '/passed-on', '/who', '/label'].map((p) => `/c/${id}${p}`);

let schakel: Schakel<'web'>;
let webCase: WebCase;
let mother: Caller;

const participant = async (key: string): Promise<string> => {
  const personId = await schakel.person(key);
  return (await webCase.state()).participants.find((p) => p.personId === personId)?.id ?? '';
};
const agreed = async (title: string): Promise<string> =>
  (await webCase.state()).agreements.find((a) => a.title === title)?.id ?? '';
const callOf = (state: CaseState, agreementId: string | null): string =>
  state.escalations.findLast((e) => e.agreementId === agreementId)?.id ?? '';
/** A session does not last as long as a story. */
async function everybodySignsInAgain(): Promise<void> {
  mother = await callerOf(schakel, 'moeder');
  const again = async (key: string): Promise<Caller> => callerOf(schakel, key);
  webCase = {
    ...webCase,
    lead: await again('casemanager'),
    owner: await again('school'),
    contact: await again('teamleider'),
    left: await again('vertrokken'),
  };
}

/** A fact that stands on a page as people read it, without its markup. */
const read = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** A case with three agreements, one of the mother; the contact is called about the school's. */
async function begin(region = MORE_PEOPLE): Promise<void> {
  schakel = await startSchakel({ ...ON_THE_WEB, region });
  webCase = await openWebCase(schakel);
  mother = await callerOf(schakel, 'moeder');
  await mother.press('agreement.dispute', {
    agreementId: webCase.agreementId,
    textVersion: 1,
    words: DISPUTE,
  });
  for (const [title, key] of [
    [OTHER, 'casemanager'],
    [AT_HOME, 'moeder'],
  ] as const)
    await webCase.lead.press('agreement.create', {
      caseId: webCase.id,
      title,
      doneWhen: 'het loopt',
      owner: await participant(key),
      due: '2027-03-15',
    });
  await schakel.settle();
}

describe('whoever is asked for help with one agreement', () => {
  beforeAll(() => begin());
  afterAll(() => schakel?.stop());

  it('reads on the web what they are asked, how it stands and what was told of it', async () => {
    const page = await webCase.contact.get(`/c/${webCase.id}`);
    expect(page.status).toBe(200);
    const words = read(page.html);
    expect(words).toContain('heeft uw hulp nodig');
    expect(words).toContain(WORDS.title);
    expect(words).toContain(WORDS.doneWhen);
    expect(words).toContain('Het kind zit 67 dagen zonder passend aanbod thuis');
    expect(words).toContain('Ondersteuningscoördinator school');
    expect(words).toContain('Antwoord geven');
    expect(words).toContain('We vragen Teamleider jeugd om hulp');
  });

  it('reads there nothing else of the case: no other agreement, no family, not who said what, no clock', async () => {
    const everything = (await webCase.coordinator.get(`/c/${webCase.id}`)).html;
    const hidden = [OTHER, AT_HOME, 'Moeder', DISPUTE, WORDS.strength, 'Wie is wie', 'Drie maanden op'];
    const { html } = await webCase.contact.get(`/c/${webCase.id}`);
    const home = (await webCase.contact.get('/')).html;
    expect(read(home)).toContain('Uw hulp is gevraagd');
    for (const one of hidden) {
      expect(everything, one).toContain(one);
      expect(html, one).not.toContain(one);
      expect(home, one).not.toContain(one);
    }
    for (const field of ['Bevestigd door', 'Nog niet bevestigd', 'Anders begrepen', 'Wie mag meelezen'])
      expect(html).not.toContain(field);
    expect(html).not.toMatch(/\/(label|timeline|passed-on|who)"/);
  });

  it('finds no timeline, no list of who said and who looked, and no place for a name of their own', async () => {
    const [, ...others] = pagesOf(webCase.id);
    for (const path of others) expect((await webCase.contact.get(path)).status, path).toBe(404);
    const named = await webCase.contact.post(`/c/${webCase.id}/label`, {
      token: webCase.contact.formToken,
      label: 'Zaak van de buren',
    });
    expect(named.status).toBe(404);
    expect((await webCase.lead.get(`/c/${webCase.id}/timeline`)).status).toBe(200);
  });

  it('finds no form of another agreement or another call, as if they did not exist', async () => {
    await webCase.lead.press('ladder.raise', { agreementId: await agreed(OTHER), rung: '4' });
    for (const query of [
      `agreement.reportDone?agreementId=${await agreed(OTHER)}`,
      `contact.fill?escalationId=${callOf(await webCase.state(), await agreed(OTHER))}`,
    ])
      expect((await webCase.contact.get(`/form/${query}`)).html, query).toContain(NOT_FOUND);
  });

  it('has nothing of it in a calendar', async () => {
    const made = await webCase.contact.post('/me/calendar', { token: webCase.contact.formToken });
    const path = /\/calendar\/[\w-]+\.ics/.exec(made.html)?.[0] ?? '';
    const calendar = await webCase.contact.get(path);
    expect(calendar.html).toContain('BEGIN:VCALENDAR');
    expect(calendar.html).not.toContain('BEGIN:VEVENT');
  });

  it('knows the family by its role, in the card, the steps that were taken and what was told', async () => {
    const agreementId = await agreed(AT_HOME);
    for (const day of ['2027-03-15', '2027-03-16', '2027-03-17']) await schakel.at(day, '09:30');
    await everybodySignsInAgain();
    await mother.press('agreement.reportDone', { agreementId });
    await webCase.lead.press('agreement.notYet', { agreementId });
    await webCase.lead.press('ladder.raise', { agreementId, rung: '3' });
    await schakel.settle();
    const { html } = await webCase.contact.get(`/c/${webCase.id}`);
    expect(read(html)).toContain(AT_HOME);
    expect(read(html)).toContain('aan ouder of voogd');
    expect(read(html)).toContain('ouder of voogd zegt dat');
    expect(html).not.toContain('Moeder');
    expect(html).not.toContain(OTHER);
    expect(html).not.toContain(await schakel.person('moeder'));
  });

  it('still has it after “I’m on it”, and is not asked that again', async () => {
    const { escalationId } = webCase;
    const pressed = await webCase.contact.press('escalation.acknowledge', { escalationId });
    expect(pressed.headers.get('location')).toBe(`/c/${webCase.id}`);
    const page = read((await webCase.contact.get(`/c/${webCase.id}`)).html);
    expect(page).toContain('uiterlijk op');
    expect(page).toContain(WORDS.title);
    expect(page.match(/Ik pak dit op(?!”)/g)).toHaveLength(1);
  });

  it('is thanked on their own page for the last answer, and the page of the case is there no more', async () => {
    const answer = async (escalationId: string) =>
      webCase.contact.fill('escalation.answer', { escalationId }, { answer: 'Het budget is er.' });
    const first = await answer(webCase.escalationId);
    expect(first.headers.get('location')).toBe(`/c/${webCase.id}`);
    const page = (await webCase.contact.get(`/c/${webCase.id}`)).html;
    expect(page).not.toContain(WORDS.title);
    expect(page).toContain(AT_HOME);
    const last = await answer(callOf(await webCase.state(), await agreed(AT_HOME)));
    expect(last.headers.get('location')).toBe('/');
    const home = await webCase.contact.get('/');
    expect(home.status).toBe(200);
    expect(read(home.html)).toContain('Uw antwoord is zichtbaar voor iedereen');
    expect(home.html).not.toContain(AT_HOME);
    for (const path of pagesOf(webCase.id)) {
      const gone = await webCase.contact.get(path);
      expect(gone.status, path).toBe(404);
      // The same page as of a case that never was.
      const never = await webCase.contact.get(
        path.replace(webCase.id, '00000000-0000-4000-8000-00000000000f'),
      );
      expect(gone.html, path).toBe(never.html);
    }
    expect((await webCase.contact.get(`/c/${webCase.id}/live`)).status).toBe(404);
  });

  it('hears kindly, of a question that was answered, that it is', async () => {
    const again = await webCase.contact.get(`/form/escalation.answer?escalationId=${webCase.escalationId}`);
    expect(again.headers.get('location')).toBe('/');
    expect(read((await webCase.contact.get('/')).html)).toContain('Deze vraag is al beantwoord');
  });

  it('also has no look any more when the agreement is done without them, or the case is closed', async () => {
    const call = async (agreementId: string): Promise<number> => {
      await webCase.lead.press('ladder.raise', { agreementId, rung: '3' });
      return (await webCase.contact.get(`/c/${webCase.id}`)).status;
    };
    expect(await call(webCase.agreementId)).toBe(200);
    await webCase.owner.press('agreement.reportDone', { agreementId: webCase.agreementId });
    await mother.press('agreement.confirmDone', { agreementId: webCase.agreementId });
    expect((await webCase.contact.get(`/c/${webCase.id}`)).status).toBe(404);
    expect(await call(await agreed(OTHER))).toBe(200);
    await closeCase(schakel, webCase.lead, webCase.id);
    expect((await webCase.state()).case.status).toBe('closed');
    expect((await webCase.contact.get(`/c/${webCase.id}`)).status).toBe(404);
    expect((await webCase.contact.get('/')).status).toBe(200);
  });
});

describe('an open page of somebody who sees a part of the case', () => {
  beforeAll(() => begin());
  afterAll(() => schakel?.stop());

  /** Returns what the page hears after it was opened; null when it was closed. */
  const listen = async (who: Caller): Promise<() => Promise<string | null>> => {
    const page = await who.get(`/c/${webCase.id}`);
    const path = /data-live="([^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answer = await fetch(`${schakel.base}${path}`, { headers: { cookie: who.cookie } });
    const reader = answer.body?.getReader();
    if (answer.status !== 200 || !reader) throw new Error(`not open: ${answer.status}`);
    // Several may come at once, a sign of life with what happened.
    let waiting = '';
    const next = async (): Promise<string | null> => {
      for (let end = waiting.indexOf('\n\n'); ; end = waiting.indexOf('\n\n')) {
        if (end >= 0) {
          const [first, rest] = [waiting.slice(0, end + 2), waiting.slice(end + 2)];
          waiting = rest;
          return first;
        }
        const { done, value } = await reader.read();
        if (done) return null;
        waiting += new TextDecoder().decode(value);
      }
    };
    expect(await next()).toBe(': open\n\n');
    // A sign of life in between is nothing that happened.
    return async () => {
      let heard = await next();
      while (heard?.startsWith(':')) heard = await next();
      return heard;
    };
  };

  it.each([
    ['was asked for help', async () => webCase.contact],
    [
      'sees only the agreements of their own organisation',
      async () => {
        await webCase.coordinator.press('participant.add', {
          caseId: webCase.id,
          person: await schakel.person('jeugdconsulent'),
          role: 'educationPartnership',
          organisation: 'swv',
        });
        await mother.press('consent.answer', { caseId: webCase.id, party: 'swv', answer: 'no' });
        await webCase.lead.press('agreement.create', {
          caseId: webCase.id,
          title: 'Plaatsing zoeken',
          doneWhen: 'er is plek',
          owner: await participant('jeugdconsulent'),
          due: '2027-04-01',
        });
        return callerOf(schakel, 'jeugdconsulent');
      },
    ],
  ])(
    'of who %s hears of what stands on it and of nothing else, and no count of changes',
    async (_who, of) => {
      const who = await of();
      const [part, whole] = [await listen(who), await listen(webCase.owner)];
      for (const words of ['samen gelezen', 'samen gewandeld']) {
        await webCase.owner.press('strength.note', { caseId: webCase.id, words });
        expect(await whole()).toMatch(/^event: changed\ndata: \S+\n\n$/);
      }
      const isContact = who === webCase.contact;
      const theirs = isContact ? webCase.agreementId : await agreed('Plaatsing zoeken');
      await webCase.lead.fill(
        'agreement.pause',
        { agreementId: theirs },
        { reason: 'vakantie', until: '2027-03-29' },
      );
      const heard = await part();
      // A hash, whole: a count would be shorter.
      expect(heard).toMatch(/^event: changed\ndata: [\w-]{22}\n\n$/);
      expect((await who.get(`/c/${webCase.id}`)).html).toContain('vakantie');
    },
  );

  it('of a contact is closed when their help is not waited for any more', async () => {
    const next = await listen(webCase.contact);
    await webCase.contact.fill(
      'escalation.answer',
      { escalationId: webCase.escalationId },
      { answer: 'Dat kan.' },
    );
    expect(await next()).toBeNull();
  });
});

describe('a contact of an organisation that the family said no to', () => {
  beforeAll(() => begin());
  afterAll(() => schakel?.stop());

  it('opens and answers on the web what is asked about its own agreement, and reads of no other', async () => {
    await webCase.coordinator.press('participant.add', {
      caseId: webCase.id,
      person: await schakel.person('jeugdconsulent'),
      role: 'careProvider',
      organisation: 'gemeente',
    });
    await webCase.lead.press('agreement.create', {
      caseId: webCase.id,
      title: 'Jeugdhulp inzetten',
      doneWhen: 'de hulp is begonnen',
      owner: await participant('jeugdconsulent'),
      due: '2027-04-01',
    });
    const agreementId = await agreed('Jeugdhulp inzetten');
    await webCase.lead.press('ladder.raise', { agreementId, rung: '3' });
    await mother.press('consent.answer', { caseId: webCase.id, party: 'gemeente', answer: 'no' });
    const page = await webCase.contact.get(`/c/${webCase.id}`);
    expect(page.status).toBe(200);
    expect(page.html).toContain('Jeugdhulp inzetten');
    // The school's agreement, about which they were called before the family said no, is not theirs to see now.
    expect(page.html).not.toContain(WORDS.title);
    const about = { escalationId: callOf(await webCase.state(), agreementId) };
    const form = await webCase.contact.get(`/form/escalation.answer?${new URLSearchParams(about)}`);
    expect(form.status).toBe(200);
    const answered = await webCase.contact.fill('escalation.answer', about, {
      answer: 'Morgen beginnen we.',
    });
    expect(answered.headers.get('location')).toBe('/');
    await schakel.settle();
    expect((await webCase.lead.get(`/c/${webCase.id}`)).html).toContain('Morgen beginnen we.');
    expect((await webCase.contact.get(`/c/${webCase.id}`)).status).toBe(404);
  });
});

describe('a contact, where the family is asked before anything is shared', () => {
  beforeAll(() => begin(`${MORE_PEOPLE}consent: before-sharing\n`));
  afterAll(() => schakel?.stop());

  it('reads the brief they were sent and nothing beside it, until the family said yes to their organisation', async () => {
    const before = read((await webCase.contact.get(`/c/${webCase.id}`)).html);
    expect(before).toContain('heeft uw hulp nodig');
    expect(before).toContain(WORDS.title);
    expect(before).not.toContain(WORDS.doneWhen);
    expect(before).not.toContain('We vragen Teamleider jeugd om hulp');
    await webCase.coordinator.press('participant.add', {
      caseId: webCase.id,
      person: await schakel.person('jeugdconsulent'),
      role: 'careProvider',
      organisation: 'gemeente',
    });
    expect(read((await webCase.contact.get(`/c/${webCase.id}`)).html)).not.toContain(WORDS.doneWhen);
    await mother.press('consent.answer', { caseId: webCase.id, party: 'gemeente', answer: 'yes' });
    const after = read((await webCase.contact.get(`/c/${webCase.id}`)).html);
    expect(after).toContain(WORDS.doneWhen);
    expect(after).not.toContain(OTHER);
  });
});
