import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedOf, codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ok } from '../../support/people/actor.ts';
import { addMember, openCase } from '../../support/people/acts.ts';
import {
  IN_MANY_WORKSPACES,
  MUNICIPALITY,
  PEOPLE as NORTH,
} from '../../support/people/in-many-workspaces.ts';
import { type OnAllPlatforms, PEOPLE, startOnAllPlatforms } from '../../support/people/on-all-platforms.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerWith, cookieOf } from '../../support/web/web-caller.ts';

const NEW = '+31610000002';
const BUTTON = 'Ander nummer of mailadres';
const MOTHER = 'Moeder (ouder of voogd)';

/** The lead is in Slack, the coordinator in Teams, the mother at home with another telephone. */
describe('another number, written down in Slack and confirmed in Teams', () => {
  let schakel: OnAllPlatforms;
  let base = '';
  let mother: Caller;
  const channel = (): string => schakel.slack.channels().at(-1)?.name ?? '';
  const lead = () => schakel.people.as('school');
  const coordinator = () => schakel.people.as('coordinator');
  beforeAll(async () => {
    schakel = await startOnAllPlatforms('2027-01-26T10:00:00.000Z');
    base = schakel.base;
    ok(await coordinator().command('dm', '/schakel casus nieuw'));
    ok(await coordinator().submit({ firstDay: '4 januari 2027' }));
    await schakel.settle();
    ok(await coordinator().command(schakel.room(), '/schakel deelnemer'));
    ok(
      await coordinator().submit({
        person: PEOPLE.school.name,
        role: 'supportCoordinator',
        organisation: 'school',
      }),
    );
    await schakel.settle();
    ok(await lead().click({ channel: channel() }, 'Ik neem de regie'));
    await schakel.settle();
    ok(await lead().command(channel(), '/schakel casus'));
    ok(await lead().click({ channel: channel() }, 'Uitnodigen per e-mail of sms'));
    ok(
      await lead().submit({
        shownName: 'Moeder',
        role: 'guardian',
        ownEmail: 'moeder@thuis.example',
        ownPhone: '06 1234 5678',
        language: 'nl',
      }),
    );
    await schakel.settle();
    await enters(pathIn(schakel.letters.mails.at(-1)), () => codeIn(schakel.letters.texts.at(-1)));
  });
  afterAll(() => schakel?.stop());

  const enters = async (path: string, code: () => string) => {
    const stranger = await callerWith(base, '');
    await stranger.post(path, {});
    await schakel.settle();
    const entered = await stranger.post(`${path}/code`, { code: code() });
    expect(entered.status).toBe(303);
    return callerWith(base, cookieOf(entered.headers));
  };
  /** All that stands in a channel or was written to somebody. */
  const written = (): string =>
    [
      ...schakel.inSlack(),
      ...schakel.inTeams(),
      ...schakel.written('coordinator'),
      ...schakel.written('lead'),
    ].join('\n');

  it('the lead fills in a form; the coordinator is asked to call, and the number stands nowhere', async () => {
    ok(await lead().command(channel(), '/schakel casus'));
    ok(await lead().click({ channel: channel() }, BUTTON));
    ok(await lead().submit({ participant: MOTHER, ownPhone: '06 10 00 00 02' }));
    await schakel.settle();
    expect(schakel.written('coordinator').at(-1)).toContain(`${PEOPLE.school.name} schreef in`);
    expect(written()).not.toMatch(/10 ?00 ?00 ?02/);
    expect(schakel.letters.texts.map((t) => t.to)).not.toContain(NEW);
  });

  it('who wrote it is refused the second time they type it', async () => {
    ok(await lead().command(channel(), '/schakel casus'));
    ok(await lead().click({ channel: channel() }, 'Nieuw nummer bevestigen'));
    const typed = await lead().submit({ participant: MOTHER, ownPhone: '06 10 00 00 02' });
    expect(JSON.stringify(typed.errors)).toContain('Dit moet een ander bevestigen');
    await schakel.settle();
    expect(schakel.letters.texts.map((t) => t.to)).not.toContain(NEW);
  });

  it('the coordinator who called her types it from the message, and she comes in by it', async () => {
    ok(await coordinator().click({ channel: 'dm', text: 'schreef in' }, 'Nieuw nummer bevestigen'));
    ok(await coordinator().submit({ ownPhone: '06 10 00 00 02' }));
    await schakel.settle();
    mother = await enters(pathIn(schakel.letters.texts.filter((t) => t.to === NEW).at(-1)), () =>
      codeIn(schakel.letters.mails.at(-1)),
    );
    expect((await mother.get('/')).status).toBe(200);
    expect(written()).not.toMatch(/10 ?00 ?00 ?02/);
  });

  it('she says of a third one that it is not hers, and both hear that where they are', async () => {
    ok(await coordinator().command(schakel.room(), '/schakel casus'));
    ok(await coordinator().click({ channel: 'dm' }, BUTTON));
    ok(await coordinator().submit({ participant: MOTHER, ownPhone: '06 89 99 99 99' }));
    await schakel.settle();
    const link = pathIn(schakel.letters.mails.at(-1));
    mother = await enters(link, () => codeIn(schakel.letters.texts.filter((t) => t.to === NEW).at(-1)));
    const of = askedOf((await mother.get('/me')).html);
    await mother.post('/me/address', { token: mother.formToken, answer: 'no', of });
    await schakel.settle();
    for (const who of ['school', 'coordinator'] as const)
      expect(schakel.written(who).at(-1)).toContain('is niet van mij. Er komt niemand mee binnen.');
  });
});

/** One person has one account in one workspace: a lead from there need not stand in the list of the region. */
describe('another number, by a lead whom only the workspace knows', () => {
  let schakel: Schakel<'workspaces' | 'letters'>;
  let channel = '';
  const as = (who: { id: string }) => schakel.workspaces.team(MUNICIPALITY).as(who.id);
  beforeAll(async () => {
    schakel = await startSchakel({ ...IN_MANY_WORKSPACES, letters: true });
    await schakel.workspaces.install('Gemeente');
    channel = await openCase(schakel, MUNICIPALITY, NORTH.coordinator);
    await addMember(
      schakel,
      MUNICIPALITY,
      channel,
      NORTH.coordinator,
      NORTH.consultant,
      'municipalCaseManager',
    );
    ok(await as(NORTH.consultant).click({ channel }, 'Ik neem de regie'));
    await schakel.settle();
  });
  afterAll(() => schakel?.stop());

  const fills = async (button: string, values: Record<string, string>): Promise<void> => {
    ok(await as(NORTH.consultant).command(channel, '/schakel casus'));
    ok(await as(NORTH.consultant).click({ channel }, button));
    ok(await as(NORTH.consultant).submit(values));
    await schakel.settle();
  };
  const enters = async (path: string, letter: () => { text: string } | undefined): Promise<void> => {
    const stranger = await callerWith(schakel.base, '');
    await stranger.post(path, {});
    await schakel.settle();
    expect((await stranger.post(`${path}/code`, { code: codeIn(letter()) })).status).toBe(303);
  };

  it('is confirmed by a coordinator who has an account there too', async () => {
    await fills('Uitnodigen per e-mail of sms', {
      shownName: 'Moeder',
      role: 'guardian',
      ownEmail: 'moeder@thuis.example',
      ownPhone: '06 1234 5678',
      language: 'nl',
    });
    await enters(pathIn(schakel.letters.mails.at(-1)), () => schakel.letters.texts.at(-1));
    await fills(BUTTON, { participant: MOTHER, ownPhone: '06 10 00 00 02' });
    ok(await as(NORTH.coordinator).click({ channel: 'dm', text: 'schreef in' }, 'Nieuw nummer bevestigen'));
    ok(await as(NORTH.coordinator).submit({ ownPhone: '06 10 00 00 02' }));
    await schakel.settle();
    await enters(pathIn(schakel.letters.texts.filter((t) => t.to === NEW).at(-1)), () =>
      schakel.letters.mails.at(-1),
    );
  });
});
