import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSilentTown, type SilentTown } from '../../support/cases/silent-case.ts';
import { COORDINATOR, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';
import { ok } from '../whole/story4-script.ts';

/** Somebody closes a case by mistake, and it is opened again before its channel was put away. */
describe('a case that is opened again at once', () => {
  let silent: SilentTown;
  const names = (): readonly string[] => silent.town.slack.channels().map(({ name }) => name);
  beforeAll(async () => {
    silent = await openSilentTown();
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    const { town, room } = silent;
    ok(await town.slack.as(LEAD).command(room, '/schakel casus sluit'));
    ok(await town.slack.as(LEAD).submit({ outcome: 'education', familySpoken: 'yes', stopReason: 'rond' }));
    await town.settle();
    ok(
      await town.slack
        .as(MOTHER)
        .click({ channel: room, text: 'wil deze casus afsluiten' }, 'Ja, dit mag dicht'),
    );
    ok(await town.slack.as(COORDINATOR).openHome());
    ok(await town.slack.as(COORDINATOR).click('home', 'Casus weer openen'));
    ok(await town.slack.as(COORDINATOR).submit({ reason: 'het ging te snel' }));
    await town.settle();
  });
  afterAll(() => silent?.town.close());

  it('has a new channel with its people, its overview and what stands open, and one only', async () => {
    const { town, room } = silent;
    const now = names().filter((name) => name !== room);
    expect(now).toHaveLength(1);
    const [channel = ''] = now;
    const words = town.channel(channel).join('\n');
    expect(words).toContain('Onderwijsplan');
    expect(words).toMatch(/weer geopend, omdat: het ging te snel/);
    ok(await town.slack.as(SCHOOL).click({ channel, text: 'Onderwijsplan' }, 'Is klaar'));
    await town.settle();
    expect(town.channel(channel).join('\n')).toContain('klaar is. Klopt dat?');
  });

  it('puts the old channel away, in which nothing is said any more', async () => {
    const { town, room } = silent;
    await expect(town.slack.as(LEAD).command(room, '/schakel casus')).rejects.toThrow('archived');
    expect(town.channel(room).join('\n')).not.toContain('weer geopend');
  });
});
