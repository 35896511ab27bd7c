import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { openSilentWeb, type SilentWeb } from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { type OnAllPlatforms, PEOPLE, startOnAllPlatforms } from '../../support/people/on-all-platforms.ts';
import { ON_THE_WEB, WEB_REGION } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { textOf } from '../../support/told/told-page.ts';
import { callerWith, cookieOf } from '../../support/web/web-caller.ts';

/** The lead gave no number; who coordinates did. */
const REGION = WEB_REGION.replace(
  'email: coordinator@example.org',
  "email: coordinator@example.org, phone: '0612345679'",
);
const SORRY = 'U kreeg van ons een bericht dat voor iemand anders was.';

/** An invitation went to a stranger: they read that it was not for them, and the coordinators what to do about it. */
describe('somebody who was invited at a wrong address, on the web', () => {
  let silent: SilentWeb<Schakel<'web' | 'letters'>>;
  let code = '';
  beforeAll(async () => {
    silent = await openSilentWeb(await startSchakel({ ...ON_THE_WEB, letters: true, region: REGION }));
    code = (await silent.state()).case.code;
  });
  afterAll(() => silent?.schakel.stop());

  const invites = async (shownName: string, ownEmail: string, ownPhone: string): Promise<void> => {
    const values = { shownName, role: 'guardian', language: 'nl', ownEmail, ownPhone };
    await (await silent.as('casemanager')).fill('participant.inviteByLink', { caseId: silent.id }, values);
    await silent.schakel.settle();
  };
  const takesOut = async (name: string, more: Readonly<Record<string, string>> = {}): Promise<string> => {
    const { people, participants } = await silent.state();
    const person = people.find((p) => p.name === name);
    const participant = participants.find((p) => p.personId === person?.id)?.id ?? '';
    const lead = await silent.as('casemanager');
    const answer = await lead.fill('participant.remove', { caseId: silent.id }, { participant, ...more });
    await silent.schakel.settle();
    if (answer.status !== 303) return textOf(answer.html);
    return textOf((await lead.get(answer.headers.get('location') ?? '/')).html);
  };
  const mailsTo = (address: string) => silent.schakel.letters.mails.filter((mail) => mail.to === address);
  const coordinator = (): number => mailsTo('coordinator@example.org').length;

  it('is asked about by who takes them out', async () => {
    const lead = await silent.as('casemanager');
    const form = textOf((await lead.get(`/form/participant.remove?caseId=${silent.id}`)).html);
    expect(form).toContain('Ging een uitnodiging naar de verkeerde persoon?');
  });

  it('reads that it was not for them, without a word of what, and the link is dead', async () => {
    await invites('Ouder één', 'verkeerd@elders.example', '06 87654321');
    const [invitation] = mailsTo('verkeerd@elders.example');
    const before = coordinator();
    const words = await takesOut('Ouder één', { wrongPerson: 'yes' });
    expect(words).toContain(
      'Is dat adres of nummer verder nergens bij in gebruik, dan gaat er een bericht heen dat dit niet voor die persoon was.',
    );
    const letters = mailsTo('verkeerd@elders.example');
    expect(letters).toHaveLength(2);
    expect(letters[1]?.text).toContain(SORRY);
    expect(letters[1]?.text).toContain('Wilt u dat bericht weggooien?');
    expect(letters[1]?.text).toContain('Er is niets meer te openen, en u hoeft verder niets te doen.');
    expect(letters[1]?.text).toContain('Dit bericht komt van Regio Midden.');
    expect(letters[1]?.text).toContain('Vragen? Bel coördinator: 0612345679.');
    expect(letters[1]?.whole).not.toMatch(/http|Wilg|Ouder/);
    expect(letters[1]?.whole).not.toContain(code);
    expect(coordinator()).toBe(before + 1);
    const stranger = await callerWith(silent.schakel.base, '');
    expect((await stranger.get(pathIn(invitation))).status).toBe(410);
    expect(silent.schakel.letters.texts).toHaveLength(0);
  });

  it('is noted for the coordinators: what was sent when, that nobody came in, whom to tell and by when', async () => {
    const page = await silent.page('coordinator');
    expect(page).toContain('die was uitgenodigd als ouder of voogd');
    expect(page).toContain('Verstuurd: één e-mail met een link, op donderdag 11 maart 2027.');
    expect(page).toContain('Niets over de casus.');
    expect(page).toContain('Er is geen code gevraagd, en er is niemand mee binnengekomen.');
    expect(page).toContain('functionaris gegevensbescherming');
    expect(page).toContain('binnen 72 uur nadat het bekend werd (AVG, artikel 33)');
    expect(page).toContain('de link en codes werken niet meer');
    expect(page).not.toMatch(/elders\.example|8765 ?4321|Ouder één/);
  });

  it('who came in with the letter is named as such: they may have read the case', async () => {
    await invites('Ouder twee', 'ander@elders.example', '06 87654322');
    const path = pathIn(mailsTo('ander@elders.example')[0]);
    const stranger = await callerWith(silent.schakel.base, '');
    await stranger.post(path, {});
    await silent.schakel.settle();
    const entered = await stranger.post(`${path}/code`, {
      code: codeIn(silent.schakel.letters.texts.at(-1)),
    });
    const inside = await callerWith(silent.schakel.base, cookieOf(entered.headers));
    expect(textOf((await inside.get('/')).html)).toContain(code);
    await takesOut('Ouder twee', { wrongPerson: 'yes' });
    // What they were typing is kept nowhere.
    const late = await inside.fill(
      'strength.note',
      { caseId: silent.id },
      { words: 'van wie hier niet hoort' },
    );
    expect(late.status).toBe(401);
    expect(late.html).not.toContain('van wie hier niet hoort');
    expect(late.headers.get('set-cookie')).toBeNull();
    const page = await silent.page('coordinator');
    expect(page).toContain(
      'Op donderdag 11 maart 2027 is er iemand mee binnengekomen. Die kan de casus hebben gelezen.',
    );
    expect(page).toContain('Verstuurd: één sms met een code, op donderdag 11 maart 2027.');
    // Of the first one as well: two of one role are two.
    expect(page).toContain('Er is geen code gevraagd, en er is niemand mee binnengekomen.');
    expect(mailsTo('ander@elders.example').at(-1)?.text).toContain(SORRY);
    expect(silent.schakel.letters.texts.at(-1)?.text).toContain(SORRY);
    expect(textOf((await inside.get('/')).html)).toContain('Eerst inloggen');
  });

  it('is found by that address no more: a new link that is asked for goes nowhere', async () => {
    const before = mailsTo('ander@elders.example').length;
    const stranger = await callerWith(silent.schakel.base, '');
    await stranger.post('/link', { address: 'ander@elders.example' });
    await silent.schakel.settle();
    expect(mailsTo('ander@elders.example')).toHaveLength(before);
  });

  it('a professional whose address was mistyped gets the next invitation at the right one', async () => {
    await silent.schakel.at('2027-03-11', '09:10');
    const values = { role: 'careProvider', language: 'nl', ownPhone: '06 87654329' };
    const lead = await silent.as('casemanager');
    const invite = { caseId: silent.id };
    await lead.fill('participant.inviteByLink', invite, {
      ...values,
      shownName: 'Behandelaar',
      ownEmail: 'behandelar@zorg.example',
    });
    await silent.schakel.settle();
    await takesOut('Behandelaar', { wrongPerson: 'yes' });
    await lead.fill('participant.inviteByLink', invite, {
      ...values,
      shownName: 'Behandelaar zorg',
      ownEmail: 'behandelaar@zorg.example',
    });
    await silent.schakel.settle();
    expect(mailsTo('behandelaar@zorg.example').map(({ subject }) => subject)).toEqual([
      'Uitnodiging voor Schakel',
    ]);
    const wrong = mailsTo('behandelar@zorg.example');
    expect(wrong).toHaveLength(2);
    expect(wrong[1]?.text).toContain(SORRY);
  });

  it('is asked about on the page of a professional as well, with that person chosen', async () => {
    const { people, participants } = await silent.state();
    const personId = people.find(({ name }) => name === 'Behandelaar zorg')?.id ?? '';
    const participant = participants.find((p) => p.personId === personId)?.id ?? '';
    const coordinates = await silent.as('coordinator');
    const { html } = await coordinates.get(`/manage/midden/participants/${personId}`);
    const link = /href="([^"]+)">De verkeerde persoon uitgenodigd\?/.exec(html)?.[1] ?? '';
    const form = await coordinates.get(link.replaceAll('&amp;', '&'));
    expect(form.html).toMatch(new RegExp(`value="${participant}" checked`));
    expect(textOf(form.html)).toContain('Ja, het adres of nummer was van iemand anders');
  });

  it('who takes part elsewhere as well gets no letter and stays in, and only what is of this case is counted', async () => {
    const region = { firstDay: '2027-01-05', region: 'midden' };
    const { store } = silent.schakel.app;
    const regionId = (await store.regionByKey('midden'))?.id ?? '';
    const coordinator = await silent.as('coordinator');
    await coordinator.fill('case.open', {}, region);
    const other = (await store.openCaseIds(regionId, null, 10)).find((id) => id !== silent.id) ?? '';
    const therapist = { role: 'careProvider', language: 'nl', ownEmail: 'arts@zorg.example', ownPhone: '' };
    await coordinator.fill(
      'participant.inviteByLink',
      { caseId: other },
      { ...therapist, shownName: 'Arts' },
    );
    await silent.schakel.settle();
    const lead = await silent.as('casemanager');
    await lead.fill('participant.inviteByLink', { caseId: silent.id }, { ...therapist, shownName: 'Arts' });
    await silent.schakel.settle();
    const sent = mailsTo('arts@zorg.example').length;
    expect(await takesOut('Arts', { wrongPerson: 'yes' })).toContain(
      'Deze persoon doet nog ergens anders aan mee en krijgt geen bericht',
    );
    expect(mailsTo('arts@zorg.example')).toHaveLength(sent);
    const page = await silent.page('coordinator');
    expect(page).toContain('Er gaat geen bericht naar wie de uitnodiging kreeg');
    expect(page).not.toContain('Verstuurd: 2 e-mails');
    const again = await callerWith(silent.schakel.base, '');
    expect((await again.get(pathIn(mailsTo('arts@zorg.example')[0]))).status).toBe(200);
  });

  it('who was not invited by a letter gets none, and whoever takes them out reads that', async () => {
    const words = await takesOut('Moeder', { wrongPerson: 'yes' });
    expect(words).toContain(
      'Schakel stuurde deze persoon geen uitnodiging naar een ingetypt adres of nummer',
    );
    expect(
      mailsTo('moeder@example.org')
        .map(({ text }) => text)
        .join(),
    ).not.toContain(SORRY);
  });

  it('gets nothing more when the letter had not gone yet, and nobody is told of a breach', async () => {
    await silent.schakel.at('2027-03-11', '20:30');
    const before = coordinator();
    await invites('Ouder drie', 'derde@elders.example', '06 87654323');
    const words = await takesOut('Ouder drie', { wrongPerson: 'yes' });
    expect(words).toContain('Er was nog niets verstuurd, en er gaat ook niets meer uit.');
    await silent.schakel.at('2027-03-12', '09:30');
    expect(mailsTo('derde@elders.example')).toEqual([]);
    expect(coordinator()).toBe(before);
  });

  it('gets no such letter when they are taken out because it is over', async () => {
    await invites('Ouder vier', 'vier@thuis.example', '06 87654324');
    expect(await takesOut('Ouder vier')).toContain('doet niet meer mee');
    expect(
      mailsTo('vier@thuis.example')
        .map(({ text }) => text)
        .join(),
    ).not.toContain(SORRY);
  });

  it('leaves two lines in the audit, without a word of whom or where', async () => {
    const { rows } = await silent.schakel.database.database.pool.query<{ action: string }>(
      `SELECT "action" FROM "audit" WHERE "action" LIKE 'invitation.%' ORDER BY "seq"`,
    );
    expect(rows.map((row) => row.action)).toEqual([
      'invitation.astray',
      'invitation.recalled',
      'invitation.astray',
      'invitation.recalled',
      'invitation.astray',
      'invitation.recalled',
      'invitation.astray',
    ]);
  });
});

describe('somebody who was invited at a wrong address, from Slack', () => {
  let schakel: OnAllPlatforms;
  const channel = (): string => schakel.slack.channels().at(-1)?.name ?? '';
  const lead = () => schakel.people.as('school');
  const coordinator = () => schakel.people.as('coordinator');
  beforeAll(async () => {
    schakel = await startOnAllPlatforms('2027-01-26T10:00:00.000Z', ['coordinator', 'teacher']);
    ok(await coordinator().command('dm', '/schakel casus nieuw'));
    ok(await coordinator().submit({ firstDay: '4 januari 2027' }));
    await schakel.settle();
    ok(await coordinator().command(schakel.room(), '/schakel deelnemer'));
    const school = { person: PEOPLE.school.name, role: 'supportCoordinator', organisation: 'school' };
    ok(await coordinator().submit(school));
    await schakel.settle();
    ok(await lead().click({ channel: channel() }, 'Ik neem de regie'));
    await schakel.settle();
    ok(await lead().command(channel(), '/schakel casus'));
    ok(await lead().click({ channel: channel() }, 'Uitnodigen per e-mail of sms'));
    ok(
      await lead().submit({
        shownName: 'Moeder',
        role: 'guardian',
        ownEmail: 'verkeerd@elders.example',
        ownPhone: '06 8765 4321',
        language: 'nl',
      }),
    );
    await schakel.settle();
  });
  afterAll(() => schakel?.stop());

  it('reads that it was not for them, and coordinators in Teams and in Slack what to do', async () => {
    ok(await lead().command(channel(), '/afspraak'));
    const owner = 'Moeder (ouder of voogd)';
    ok(
      await lead().submit({ title: 'Fiets halen', owner, due: '2 februari 2027', doneWhen: 'hij staat er' }),
    );
    await schakel.settle();
    ok(await lead().command(channel(), '/schakel casus'));
    ok(await lead().click({ channel: channel() }, 'Iemand uit de casus halen'));
    ok(await lead().submit({ participant: 'Moeder (ouder of voogd)', wrongPerson: ['yes'] }));
    await schakel.settle();
    expect(schakel.letters.mails.at(-1)).toMatchObject({ to: 'verkeerd@elders.example' });
    expect(schakel.letters.mails.at(-1)?.text).toContain(SORRY);
    expect(schakel.written('school').join('\n')).toContain('had nog open afspraken. Wie kan ze overnemen?');
    for (const room of [schakel.inSlack(), schakel.inTeams()]) {
      expect(room.join('\n')).toContain('Moeder doet niet meer mee.');
      expect(room.join('\n')).not.toContain('Dank voor de inzet');
    }
    for (const who of ['coordinator', 'teacher'] as const) {
      const note = schakel.written(who).findLast((one) => one.includes('haalde in'));
      expect(note).toContain('de uitnodiging ging naar de verkeerde persoon');
      expect(note).toContain('Verstuurd: 2 e-mails met een link, op dinsdag 26 januari 2027.');
      expect(note).toContain('functionaris gegevensbescherming');
      expect(note).not.toMatch(/elders\.example|Moeder/);
    }
  });

  it('from Teams the form asks the same', async () => {
    const father = { shownName: 'Vader', role: 'guardian', language: 'nl', ownPhone: '06 8765 4322' };
    ok(await coordinator().command(schakel.room(), '/schakel casus'));
    ok(await coordinator().click({ channel: 'dm' }, 'Uitnodigen per e-mail of sms'));
    ok(await coordinator().submit({ ...father, ownEmail: 'vader@elders.example' }));
    await schakel.settle();
    ok(await coordinator().command(schakel.room(), '/schakel casus'));
    ok(await coordinator().click({ channel: 'dm' }, 'Iemand uit de casus halen'));
    ok(await coordinator().submit({ participant: 'Vader (ouder of voogd)', wrongPerson: ['yes'] }));
    await schakel.settle();
    expect(schakel.letters.mails.at(-1)).toMatchObject({ to: 'vader@elders.example' });
    expect(schakel.letters.mails.at(-1)?.text).toContain(SORRY);
    expect(schakel.written('teacher').join('\n')).toContain('Coördinator haalde in');
  });
});
