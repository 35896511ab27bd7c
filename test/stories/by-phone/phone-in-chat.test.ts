import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onSlack } from '../../support/people/actor.ts';
import { COORDINATOR, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { openTown, type Town } from '../../support/schakel/start-schakel.ts';
import { ok, STORY_4, STORY_START, type Stage } from '../whole/story4-script.ts';

/** A mother who is in Slack: she answers there herself, unless she would rather be called. */
describe('what a mother in chat said by phone', () => {
  let town: Town;
  let stage: Stage;
  beforeAll(async () => {
    town = await openTown({ start: STORY_START });
    stage = { ...onSlack(town.slack), language: 'nl', channel: '', settle: () => town.settle() };
    for (const chapter of STORY_4.slice(0, 2)) {
      await town.at(chapter.date, chapter.time);
      await chapter.play?.(stage);
      await town.settle();
    }
    ok(await town.slack.as(LEAD).command(stage.channel, '/afspraak'));
    ok(
      await town.slack.as(LEAD).submit({
        title: 'Samen wandelen',
        owner: 'Moeder (ouder of voogd)',
        due: 'donderdag 18 maart',
        doneWhen: 'twee keer gelopen',
      }),
    );
    await town.settle();
  });
  afterAll(() => town?.close());

  const card = (): string => town.channel(stage.channel).find((m) => /^Afspraak 4/.test(m)) ?? '';
  const typed = (line: string) => town.slack.as(LEAD).command(stage.channel, line);

  it('is not written down by another while she answers there: the form says so', async () => {
    ok(await typed('/schakel telefonisch 4'));
    const came = await town.slack
      .as(LEAD)
      .submit({ participant: 'Moeder (ouder of voogd)', answer: 'Het is klaar' });
    expect(JSON.stringify(came.errors)).toContain('Moeder antwoordt zelf in de chat');
  });

  it('only who leads can: the school is told who may', async () => {
    const before = town.direct(SCHOOL).length;
    const came = await town.slack.as(SCHOOL).command(stage.channel, '/schakel telefonisch 4');
    expect(JSON.stringify([came.body, ...town.direct(SCHOOL).slice(before)])).toContain('regiehouder');
    expect(card()).not.toContain('Telefonisch');
  });

  it('when she would rather be called it stands on the card as such, and she is asked in her own chat', async () => {
    const { pool } = town.database.database;
    await pool.query(
      `INSERT INTO "reach" ("personId", "notice") SELECT "personId", 'phone' FROM "participant" WHERE "role" = 'guardian'`,
    );
    ok(await typed('/schakel telefonisch 4'));
    ok(await town.slack.as(LEAD).submit({ participant: 'Moeder (ouder of voogd)', answer: 'Het is klaar' }));
    await town.settle();
    expect(card()).toContain('Telefonisch: @Moeder: het is klaar (opgeschreven door @Casemanager gemeente)');
    expect(town.channel(stage.channel).at(-1)).toContain(
      'Telefonisch gezegd, opgeschreven door Casemanager gemeente.',
    );
    expect(town.direct(MOTHER).at(-1)).toContain('Zo is het opgeschreven: “het is klaar”. Klopt dit?');
  });

  it('she says that it was otherwise: everybody reads it once, and it is open again', async () => {
    const before = town.channel(stage.channel).length;
    ok(
      await town.slack
        .as(MOTHER)
        .click({ channel: 'dm', text: 'Zo is het opgeschreven' }, 'Nee, zo was het niet'),
    );
    ok(await town.slack.as(MOTHER).submit({ words: 'één keer gelopen, de tweede nog niet' }));
    await town.settle();
    const fresh = town.channel(stage.channel).slice(before);
    expect(fresh).toHaveLength(1);
    expect(fresh[0]).toContain('In eigen woorden: “één keer gelopen, de tweede nog niet”');
    expect(card()).not.toContain('Telefonisch');
    expect(card()).not.toContain('gemeld als klaar');
    expect(town.direct(COORDINATOR).join()).not.toContain('één keer gelopen');
  });
});
