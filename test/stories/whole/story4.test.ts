import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, peopleInSlack } from '../../support/people/actor.ts';
import {
  COORDINATOR,
  DIRECTOR,
  IN_SLACK,
  LEAD,
  MOTHER,
  MUNICIPALITY,
  SCHOOL,
  SCHOOL_DEPUTY,
} from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { SCENES } from './story4-scenes.ts';
import { type Chapter, type Scene, STORY_4, STORY_START, type Stage } from './story4-script.ts';

/** The messages that came new in each place during a chapter. */
interface News {
  readonly room: string;
  readonly to: (user: string) => string;
  readonly count: number;
}

const EVERYBODY = [COORDINATOR, LEAD, SCHOOL, SCHOOL_DEPUTY, MUNICIPALITY, MOTHER, DIRECTOR];

describe.each(SCENES)('story 4 $where', ({ open }) => {
  let scene: Scene;
  const chapters = [...STORY_4];

  beforeAll(async () => {
    scene = await open();
  });
  afterAll(() => scene?.stop());

  /** Plays up to and including a chapter, and tells what it brought. */
  async function play(id: string): Promise<News> {
    let last: News | null = null;
    for (let chapter = chapters.shift(); chapter; chapter = chapters.shift()) {
      last = await playOne(chapter);
      if (chapter.id === id) return last;
    }
    throw new Error(`no chapter ${id}`);
  }

  async function playOne(chapter: Chapter): Promise<News> {
    const before = counts();
    await scene.at(chapter.date, chapter.time);
    await chapter.play?.(scene.stage);
    await scene.settle();
    const fresh = (i: number): readonly string[] => scene.rooms()[i]?.slice(before.get(i) ?? 0) ?? [];
    const direct = (user: string): readonly string[] => scene.written(user).slice(before.get(user) ?? 0);
    // What came new has the same words in every room.
    if (chapter.id !== 'open')
      for (const i of scene.rooms().keys()) expect(fresh(i).map(words)).toEqual(fresh(0).map(words));
    return {
      room: fresh(0).join('\n———\n'),
      to: (user) => direct(user).join('\n———\n'),
      count: fresh(0).length + EVERYBODY.reduce((n, user) => n + direct(user).length, 0),
    };
  }

  const counts = (): Map<string | number, number> =>
    new Map<string | number, number>([
      ...scene.rooms().map((room, i): [number, number] => [i, room.length]),
      ...EVERYBODY.map((user): [string, number] => [user, scene.written(user).length]),
    ]);

  const inRoom = (): readonly string[] => scene.rooms()[0] ?? [];
  const card = (title: string): string =>
    inRoom().find((m) => /^(Afspraak|Besluit) \d/.test(m) && m.includes(title)) ?? '';

  it('Thu 11 March: three agreements stand in the channel, the second waits on the first', async () => {
    await play('agree');
    expect(card('Onderwijsplan')).toContain('donderdag 18 maart 2027');
    expect(card('Zorgplan')).toContain('donderdag 25 maart 2027 (voorlopig)');
    expect(card('Zorgplan')).toContain('afspraak 1: 5 werkdagen nadat die klaar is');
    expect(card('Besluit bekostiging')).toContain('donderdag 1 april 2027');
    expect(card('Onderwijsplan')).not.toContain('Nog niet bevestigd');
    expect(card('Onderwijsplan')).not.toContain('Klopt dit zo?');
    for (const topic of scene.topics())
      expect(topic).toMatch(/regie: Casemanager gemeente · drie maanden: zondag 4 april 2027/);
  });

  it('Tue 16 March: the owner is reminded two working days before', async () => {
    const news = await play('before');
    expect(news.to(SCHOOL)).toContain('voor donderdag 18 maart 2027');
    expect(news.to(SCHOOL)).toContain('Lukt het?');
    expect(news.to(MUNICIPALITY)).toBe('');
  });

  it('Wed 17 March: the owner is ill, the deputy acts at once and the mother sees who does', async () => {
    const news = await play('ill');
    expect(news.to(SCHOOL_DEPUTY)).toContain('Je neemt in');
    expect(news.to(SCHOOL_DEPUTY)).toContain('Onderwijsplan');
    expect(news.room).toContain('De achtervang neemt waar');
    expect(card('Onderwijsplan')).toContain('Neemt nu waar');
    expect(card('Onderwijsplan')).toContain('Ondersteuningscoördinator school');
  });

  it('Thu 18 March: one message on the day, to the deputy', async () => {
    const news = await play('due');
    expect(news.to(SCHOOL_DEPUTY)).toContain('Is het klaar?');
    expect(news.to(SCHOOL)).toBe('');
    expect(news.count).toBe(1);
  });

  it('Fri 19 March: the deputy is asked what is needed, and is stuck on money in three clicks', async () => {
    const news = await play('stuck');
    expect(news.to(SCHOOL_DEPUTY)).toContain('heb je nodig?');
    expect(news.to(LEAD)).toContain('geld');
    expect(news.to(LEAD)).toContain('Wie mag hierover beslissen: nog niet bekend');
    expect(news.to(LEAD)).toContain('Hierop wacht: afspraak 2');
    expect(news.to(MUNICIPALITY)).toBe('');
    expect(card('Onderwijsplan')).toContain('Loopt vast op');
  });

  it('Mon 22 March: two weeks before three months; nobody is known to ask, and the coordinator hears it at once', async () => {
    await play('told');
    const news = await play('missing');
    expect(news.room).toContain('Over twee weken is dit kind drie maanden thuis');
    expect(news.to(COORDINATOR)).toContain(
      'geen contactpersoon bekend voor “directeur samenwerkingsverband”',
    );
    expect(scene.overview()).toContain('Nog niemand bekend voor');
    // A question that was told is not asked beside it once more.
    expect(scene.overview().split('Wie is het?').length - 1).toBeLessThan(2);
  });

  it('Tue 23 March: the next step goes to the lead, since the deputy is already acting', async () => {
    const news = await play('filled');
    expect(news.to(LEAD)).toContain('nu 3 werkdagen open');
    expect(news.to(LEAD)).toContain('Het loopt vast op');
    expect(news.to(LEAD)).toContain('is nu iemand bekend');
    expect(news.to(DIRECTOR)).toBe('');
  });

  it('Wed 24 March: the lead presses, and the director gets facts and one question, without names or diagnosis', async () => {
    const news = await play('alert');
    const alert = news.to(DIRECTOR);
    expect(alert).toContain('heeft uw hulp nodig');
    expect(alert).toContain('80 dagen zonder passend aanbod thuis');
    expect(alert).toContain('Wie kan de bekostiging toezeggen?');
    expect(alert).toContain('geld');
    expect(alert).toContain('vraag op do 18 mrt aan Intern begeleider school');
    expect(alert).not.toMatch(/Moeder/);
    expect(news.to(COORDINATOR)).toContain('is om hulp gevraagd');
    expect(news.room).toContain('We vragen');
  });

  it('Thu 25 March: the answer is visible to everybody, and the blocker is closed', async () => {
    const news = await play('answer');
    expect(news.room).toContain('Gefinancierd tot de zomer');
    expect(news.room).toContain('Dank je wel, Directeur samenwerkingsverband');
    expect(card('Onderwijsplan')).not.toContain('Loopt vast op');
    expect(news.to(DIRECTOR)).toContain('Uw antwoord is zichtbaar voor iedereen');
    expect(news.to(LEAD)).toContain('Directeur samenwerkingsverband is al om hulp gevraagd');
  });

  it('Good Friday to Easter Monday: no message at all', async () => {
    expect((await play('friday')).count).toBe(0);
    expect((await play('easter')).count).toBe(0);
  });

  it('Wed 31 March: the mother confirms, and everybody is told once that the care plan is due on 7 April', async () => {
    const news = await play('delivered');
    expect(card('Onderwijsplan')).toContain('klaar op woensdag 31 maart 2027');
    expect(card('Zorgplan')).toContain('woensdag 7 april 2027');
    expect(card('Zorgplan')).not.toContain('voorlopig');
    expect(news.room.match(/geldt nu voor afspraak 2/g)).toHaveLength(1);
  });

  it('Thu 1 April: the decision is done and its end date kept, with a reminder six weeks before', async () => {
    await play('decision');
    expect(card('Besluit bekostiging')).toContain('Geldig tot');
    expect(card('Besluit bekostiging')).toContain('zaterdag 31 juli 2027');
  });

  it('Mon 5 April: longer than three months, without blame', async () => {
    const news = await play('norm');
    expect(news.room).toContain('langer dan drie maanden thuis');
    expect(news.room).toContain('niemands schuld');
    expect(scene.overview()).toMatch(/langer dan drie maanden thuis/i);
  });

  it('Wed 7 April: education and care connect, and that is what the overview opens with', async () => {
    const news = await play('connected');
    expect(news.room).toContain('Goed nieuws');
    expect(scene.overview()).toMatch(
      /Wat (goed gaat:|gaat er goed\?)\s+onderwijs en zorg sluiten op elkaar aan/,
    );
    await scene.at('2027-06-21', '09:00');
    expect(scene.written(MUNICIPALITY).at(-1)).toContain('geldt tot zaterdag 31 juli 2027');
  });
});

/** A message without how its platform calls people and shows buttons. */
function words(message: string): string {
  return message
    .replaceAll('@', '')
    .split('\n')
    .filter((line) => !/^(\[.*\]|Genoemd: <at>.*<\/at>)$/.test(line.trim()))
    .join('\n')
    .trim();
}

describe('story 4, when the lead pauses the first agreement', () => {
  let schakel: Schakel<'slack'>;
  beforeAll(async () => {
    schakel = await startSchakel({ ...IN_SLACK, start: STORY_START });
  });
  afterAll(() => schakel?.stop());

  it('asks nobody about it until the pause ends, and everybody sees the pause', async () => {
    const stage: Stage = {
      ...peopleInSlack(schakel.slack),
      language: 'nl',
      channel: '',
      settle: () => schakel.settle(),
    };
    for (const chapter of STORY_4.slice(0, 7)) {
      await schakel.at(chapter.date, chapter.time);
      await chapter.play?.(stage);
      await schakel.settle();
    }
    await schakel.at('2027-03-22', '10:00');
    ok(await schakel.slack.as(LEAD).click({ channel: 'dm', text: 'Onderwijsplan' }, 'Pauze'));
    ok(await schakel.slack.as(LEAD).submit({ reason: 'we wachten op de bekostiging', until: '7 april' }));
    await schakel.settle();
    expect(schakel.slack.read(stage.channel).at(-1)).toContain('gepauzeerd tot woensdag 7 april 2027');
    const asked = (): number =>
      [LEAD, SCHOOL_DEPUTY]
        .flatMap((user) => schakel.slack.written(user))
        .filter((m) => m.includes('Onderwijsplan')).length;
    const before = asked();
    for (const date of ['2027-03-23', '2027-03-25', '2027-03-31', '2027-04-01', '2027-04-05', '2027-04-06'])
      await schakel.at(date, '09:00');
    expect(asked()).toBe(before);
    await schakel.at('2027-04-07', '09:00');
    expect(schakel.slack.read(stage.channel).at(-1)).toContain('De pauze van');
  });
});
