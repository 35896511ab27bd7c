import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controls } from '../../fakes/slack/surface.ts';
import { ok } from '../../support/people/actor.ts';
import { COORDINATOR, IN_SLACK, REGION_FILE, SCHOOL } from '../../support/people/in-slack.ts';
import { type OnAllPlatforms, startOnAllPlatforms } from '../../support/people/on-all-platforms.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { callerFor } from '../../support/web/web-caller.ts';

const HEAD = 'code;eerste dag thuis;regiehouder;mensen;afspraak;eigenaar;datum;klaar als';
const CASES = 30;
/** The number of messages of one kind that somebody still reads on one morning. */
const A_FEW = 3;
const SHEET = [
  HEAD,
  ...Array.from({ length: CASES }, () => ';04-01-2027;;school = ondersteuningscoördinator van school;;;;'),
].join('\n');
const REGION = REGION_FILE.replace(
  'organisations:',
  `  - { key: school, name: Ondersteuningscoördinator school, slack: ${SCHOOL} }\norganisations:`,
);
const CODE = /\b[A-Z][a-z]+-\d+\b/g;
const NAME = 'Ondersteuningscoördinator school (ondersteuningscoördinator van school)';

/** The coordinator brings in the region's running cases, of which nobody leads one. */
async function bringIn(schakel: Schakel<'slack'>): Promise<void> {
  const region = await schakel.app.store.regionByKey('midden');
  const coordinator = await callerFor(schakel, region?.personIds.coordinator ?? '');
  const { html } = await coordinator.fill('case.import', {}, { text: SHEET, region: 'midden' });
  expect(html).not.toContain('aria-invalid');
  await schakel.settle();
}

const codesIn = (messages: readonly string[]): Set<string> => new Set(messages.join('\n').match(CODE) ?? []);

describe('thirty cases without a lead in Slack', () => {
  let schakel: Schakel<'slack'>;
  beforeAll(async () => {
    schakel = await startSchakel({ ...IN_SLACK, region: REGION, slack: { ...IN_SLACK.slack, pace: false } });
    await bringIn(schakel);
    await schakel.at('2027-03-16', '09:30');
  });
  afterAll(() => schakel?.stop());

  const told = (who: string, words: string): string[] =>
    schakel.slack.written(who).filter((m) => m.includes(words));
  /** Returns what a button leads to in all that somebody reads, by the name of what it does. */
  const behind = (who: string, does: string): string[] => [
    ...new Set(
      schakel.slack
        .dm(who)
        .flatMap(({ blocks }) => controls(blocks))
        .filter(({ element }) => String(element.action_id).startsWith(`${does}#`))
        .map(({ element }) => String(element.value)),
    ),
  ];

  /** The message in which a button stands. */
  const newest = (value: string): { readonly ts?: string } => {
    const found = schakel.slack
      .dm(SCHOOL)
      .findLast(({ blocks }) => controls(blocks).some(({ element }) => element.value === value));
    return found ? { ts: found.ts } : {};
  };

  it('are a few messages to the coordinator, in which all of them stand', () => {
    const messages = told(COORDINATOR, 'nog geen regiehouder');
    expect(messages.length).toBeLessThanOrEqual(A_FEW);
    expect(codesIn(messages).size).toBe(CASES);
    expect(messages[0]).toContain('Hetzelfde bij');
  });

  it('are answered one by one where they are read, and ask a colleague a few times', async () => {
    const asked = behind(COORDINATOR, 'form:lead.suggest');
    expect(asked).toHaveLength(CASES);
    for (const value of asked) {
      ok(
        await schakel.slack
          .as(COORDINATOR)
          .click({ channel: 'dm' }, /^(Ik stel iemand voor|[A-Z][a-z]+-\d+)$/, { value }),
      );
      ok(await schakel.slack.as(COORDINATOR).submit({ participant: NAME }));
    }
    await schakel.settle();
    const messages = told(SCHOOL, 'regie');
    expect(messages.length).toBeLessThanOrEqual(A_FEW);
    expect(codesIn(messages).size).toBe(CASES);
  });

  it('and a lead of many cases hears in a few messages that it is quiet in them, each with its buttons', async () => {
    const taken = behind(SCHOOL, 'command:lead.accept');
    expect(taken.length).toBeGreaterThan(A_FEW);
    for (const value of taken)
      ok(
        await schakel.slack
          .as(SCHOOL)
          .click({ channel: 'dm', ...newest(value) }, 'Ik neem de regie', { value }),
      );
    await schakel.settle();
    const before = schakel.slack.written(SCHOOL).length;
    await schakel.at('2027-04-01', '09:30');
    const messages = schakel.slack
      .written(SCHOOL)
      .slice(before)
      .filter((m) => m.includes('niets gebeurd'));
    expect(messages.length).toBeLessThanOrEqual(A_FEW);
    expect(codesIn(messages).size).toBe(taken.length);
    expect(behind(SCHOOL, 'form:agreement.create').length).toBe(taken.length);
  });
});

describe('thirty cases without a lead in Teams', () => {
  let schakel: OnAllPlatforms;
  beforeAll(async () => {
    schakel = await startOnAllPlatforms('2027-03-11T08:00:00.000Z');
    await bringIn(schakel);
    await schakel.at('2027-03-16', '09:30');
  });
  afterAll(() => schakel?.stop());

  it('are a few messages to the coordinator, with a button for each', async () => {
    const messages = schakel.written('coordinator').filter((m) => m.includes('nog geen regiehouder'));
    expect(messages.length).toBeLessThanOrEqual(A_FEW);
    const codes = codesIn(messages);
    expect(codes.size).toBe(CASES);
    const last = [...codes].at(-1) ?? '';
    const actor = schakel.people.as('coordinator');
    ok(await actor.click({ channel: 'dm', text: 'Hetzelfde bij' }, last));
    ok(await actor.submit({ participant: NAME }));
    await schakel.settle();
    expect(schakel.written('school').join('\n')).toContain(last);
  });
});
