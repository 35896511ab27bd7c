import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, peopleInSlack } from '../../support/people/actor.ts';
import { COORDINATOR, IN_SLACK, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

/** A mother who is in Slack: she answers there herself, unless she would rather be called. */
describe('what a mother in chat said by phone', () => {
  let schakel: Schakel<'slack'>;
  let stage: Stage;
  beforeAll(async () => {
    schakel = await startSchakel({ ...IN_SLACK, start: STORY_START });
    stage = { ...peopleInSlack(schakel.slack), language: 'nl', channel: '', settle: () => schakel.settle() };
    for (const chapter of STORY_4.slice(0, 2)) {
      await schakel.at(chapter.date, chapter.time);
      await chapter.play?.(stage);
      await schakel.settle();
    }
    ok(await schakel.slack.as(LEAD).command(stage.channel, '/afspraak'));
    ok(
      await schakel.slack.as(LEAD).submit({
        title: 'Samen wandelen',
        owner: 'Moeder (ouder of voogd)',
        due: 'donderdag 18 maart',
        doneWhen: 'twee keer gelopen',
      }),
    );
    await schakel.settle();
  });
  afterAll(() => schakel?.stop());

  const card = (): string => schakel.slack.read(stage.channel).find((m) => /^Afspraak 4/.test(m)) ?? '';
  const typed = (line: string) => schakel.slack.as(LEAD).command(stage.channel, line);

  it('is not written down by another while she answers there: the form says so', async () => {
    ok(await typed('/schakel telefonisch 4'));
    const came = await schakel.slack
      .as(LEAD)
      .submit({ participant: 'Moeder (ouder of voogd)', answer: 'Het is klaar' });
    expect(JSON.stringify(came.errors)).toContain('Moeder antwoordt zelf in de chat');
  });

  it('only who leads can: the school is told who may', async () => {
    const before = schakel.slack.written(SCHOOL).length;
    const came = await schakel.slack.as(SCHOOL).command(stage.channel, '/schakel telefonisch 4');
    expect(JSON.stringify([came.body, ...schakel.slack.written(SCHOOL).slice(before)])).toContain(
      'regiehouder',
    );
    expect(card()).not.toContain('Telefonisch');
  });

  it('when she would rather be called it stands on the card as such, and she is asked in her own chat', async () => {
    const { pool } = schakel.database.database;
    await pool.query(
      `INSERT INTO "reach" ("personId", "notice") SELECT "personId", 'phone' FROM "participant" WHERE "role" = 'guardian'`,
    );
    ok(await typed('/schakel telefonisch 4'));
    ok(
      await schakel.slack.as(LEAD).submit({ participant: 'Moeder (ouder of voogd)', answer: 'Het is klaar' }),
    );
    await schakel.settle();
    expect(card()).toContain('Telefonisch: @Moeder: het is klaar (opgeschreven door @Casemanager gemeente)');
    expect(schakel.slack.read(stage.channel).at(-1)).toContain(
      'Telefonisch gezegd, opgeschreven door Casemanager gemeente.',
    );
    expect(schakel.slack.written(MOTHER).at(-1)).toContain(
      'Zo is het opgeschreven: “het is klaar”. Klopt dit?',
    );
  });

  it('she says that it was otherwise: everybody reads it once, and it is open again', async () => {
    const before = schakel.slack.read(stage.channel).length;
    ok(
      await schakel.slack
        .as(MOTHER)
        .click({ channel: 'dm', text: 'Zo is het opgeschreven' }, 'Nee, zo was het niet'),
    );
    ok(await schakel.slack.as(MOTHER).submit({ words: 'één keer gelopen, de tweede nog niet' }));
    await schakel.settle();
    const fresh = schakel.slack.read(stage.channel).slice(before);
    expect(fresh).toHaveLength(1);
    expect(fresh[0]).toContain('In eigen woorden: “één keer gelopen, de tweede nog niet”');
    expect(card()).not.toContain('Telefonisch');
    expect(card()).not.toContain('gemeld als klaar');
    expect(schakel.slack.written(COORDINATOR).join()).not.toContain('één keer gelopen');
  });
});
