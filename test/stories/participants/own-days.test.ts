import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { SCHOOL } from '../../support/people/in-slack.ts';
import type { Schakel } from '../../support/schakel/start-schakel.ts';
import { begun } from '../operation/begun.ts';

describe('somebody who works on Monday, Tuesday and Thursday', () => {
  let schakel: Schakel<'slack'>;
  beforeAll(async () => {
    ({ schakel } = await begun());
    ok(await schakel.slack.as(SCHOOL).openHome());
    ok(await schakel.slack.as(SCHOOL).click('home', 'Mijn werkdagen'));
    ok(await schakel.slack.as(SCHOOL).submit({ days: ['1', '2', '4'] }));
    await schakel.settle();
  });
  afterAll(() => schakel?.stop());

  const asked = (): string[] => schakel.slack.written(SCHOOL).filter((m) => m.includes('Onderwijsplan'));

  it('is reminded two of their own working days before: Monday instead of Tuesday', async () => {
    await schakel.at('2027-03-15', '09:00');
    expect(asked()).toHaveLength(1);
    expect(asked()[0]).toContain('Lukt het?');
  });

  it('is asked on the Thursday it is due, and not on Friday, which is no working day of theirs', async () => {
    await schakel.at('2027-03-18', '09:00');
    expect(asked().at(-1)).toContain('Is het klaar?');
    await schakel.at('2027-03-19', '12:00');
    expect(asked()).toHaveLength(2);
  });

  it('is asked what they need on Monday, one of their own working days later', async () => {
    await schakel.at('2027-03-22', '09:00');
    expect(asked().at(-1)).toContain('Wat heb je nodig?');
  });
});
