import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSilentCase, type SilentInSlack } from '../../support/cases/silent-case.ts';
import { ok } from '../../support/people/actor.ts';
import { COORDINATOR, LEAD, MOTHER, SCHOOL } from '../../support/people/in-slack.ts';

/** Somebody closes a case by mistake, and it is opened again before its channel was put away. */
describe('a case that is opened again at once', () => {
  let silent: SilentInSlack;
  const names = (): readonly string[] => silent.schakel.slack.channels().map(({ name }) => name);
  beforeAll(async () => {
    silent = await openSilentCase();
    await silent.agree('Onderwijsplan', 'donderdag 18 maart');
    const { schakel, room } = silent;
    ok(await schakel.slack.as(LEAD).command(room, '/schakel casus sluit'));
    ok(
      await schakel.slack.as(LEAD).submit({ outcome: 'education', familySpoken: 'yes', stopReason: 'rond' }),
    );
    await schakel.settle();
    ok(
      await schakel.slack
        .as(MOTHER)
        .click({ channel: room, text: 'wil deze casus afsluiten' }, 'Ja, dit mag dicht'),
    );
    ok(await schakel.slack.as(COORDINATOR).openHome());
    ok(await schakel.slack.as(COORDINATOR).click('home', 'Casus weer openen'));
    ok(await schakel.slack.as(COORDINATOR).submit({ reason: 'het ging te snel' }));
    await schakel.settle();
  });
  afterAll(() => silent?.schakel.stop());

  it('has a new channel with its people, its overview and what stands open, and one only', async () => {
    const { schakel, room } = silent;
    const now = names().filter((name) => name !== room);
    expect(now).toHaveLength(1);
    const [channel = ''] = now;
    const words = schakel.slack.read(channel).join('\n');
    expect(words).toContain('Onderwijsplan');
    expect(words).toMatch(/weer geopend, omdat: het ging te snel/);
    ok(await schakel.slack.as(SCHOOL).click({ channel, text: 'Onderwijsplan' }, 'Is klaar'));
    await schakel.settle();
    expect(schakel.slack.read(channel).join('\n')).toContain('klaar is. Klopt dat?');
  });

  it('puts the old channel away, in which nothing is said any more', async () => {
    const { schakel, room } = silent;
    await expect(schakel.slack.as(LEAD).command(room, '/schakel casus')).rejects.toThrow('archived');
    expect(schakel.slack.read(room).join('\n')).not.toContain('weer geopend');
  });
});
