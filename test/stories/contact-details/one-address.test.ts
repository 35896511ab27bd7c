import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MORE_PEOPLE, openWebCase, type WebCase } from '../../support/cases/web-case.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { type Caller, callerOf } from '../../support/web/web-caller.ts';

/** Words to somebody, as people read them: without what stands in the markup, and without the guides, which say it all. */
const read = (html: string): string =>
  html
    .replace(/<head>.*?<\/head>/s, ' ')
    .replace(/<(script|style)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const addressed = (html: string): ('je' | 'u')[] => [
  ...(/(?<![\p{L}-])(je|jij|jouw|jou)(?![\p{L}-])/iu.test(read(html)) ? ['je' as const] : []),
  ...(/(?<![\p{L}-])(u|uw)(?![\p{L}-])/iu.test(read(html)) ? ['u' as const] : []),
];

/** One person is addressed in one way, wherever they go. */
describe('who is called "u" or "je"', () => {
  let schakel: Schakel<'web'>;
  let webCase: WebCase;
  let mother: Caller;
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, region: MORE_PEOPLE });
    webCase = await openWebCase(schakel);
    mother = await callerOf(schakel, 'moeder');
  });
  afterAll(() => schakel?.stop());

  const everywhere = async (who: Caller): Promise<Record<string, ('je' | 'u')[]>> => {
    const paths = [
      '/',
      `/c/${webCase.id}`,
      '/me',
      '/form/absence.report',
      '/form/person.days',
      '/form/person.reach',
      `/form/escalation.answer?escalationId=${webCase.escalationId}`,
      '/c/00000000-0000-4000-8000-00000000000f',
      '/nergens',
    ];
    const pages: [string, ('je' | 'u')[]][] = [];
    for (const path of paths) pages.push([path, addressed((await who.get(path)).html)]);
    // An answer stands on the page that one goes back to.
    await who.press('agreement.mine', {});
    pages.push(['what was answered', addressed((await who.get('/')).html)]);
    return Object.fromEntries(pages);
  };
  const ways = async (who: Caller): Promise<string[]> => {
    const all = await everywhere(who);
    return Object.entries(all).flatMap(([path, found]) => found.map((one) => `${one} ${path}`));
  };

  it('a contact who was called for help and takes no part: "u", also in their settings and on a page that is not there', async () => {
    expect((await ways(webCase.contact)).filter((one) => one.startsWith('je '))).toEqual([]);
    expect(await everywhere(webCase.contact)).toMatchObject({ '/': ['u'], '/me': ['u'], '/nergens': ['u'] });
  });

  it('one of the family: "u" everywhere', async () => {
    expect((await ways(mother)).filter((one) => one.startsWith('je '))).toEqual([]);
    expect(await everywhere(mother)).toMatchObject({ '/me': ['u'], '/nergens': ['u'] });
  });

  it('a colleague who takes part: "je" everywhere, also on a page that is not there', async () => {
    expect((await ways(webCase.owner)).filter((one) => one.startsWith('u '))).toEqual([]);
    expect(await everywhere(webCase.owner)).toMatchObject({ '/me': ['je'], '/nergens': ['je'] });
  });

  it('a colleague who takes part and is called for help elsewhere: "je", and "u" in the letter that asks them', async () => {
    await webCase.coordinator.fill('case.open', {}, { firstDay: '2027-01-04', region: 'midden' });
    const region = (await schakel.app.store.regionByKey('midden'))?.id ?? '';
    const other =
      (await schakel.app.store.openCaseIds(region, null, 10)).find((id) => id !== webCase.id) ?? '';
    const person = await schakel.person('teamleider');
    await webCase.coordinator.press('participant.add', { caseId: other, person, role: 'municipalManager' });
    for (const path of [`/c/${other}`, '/me', '/form/person.days', '/nergens'])
      expect([path, addressed((await webCase.contact.get(path)).html)]).toEqual([path, ['je']]);
    expect(addressed((await webCase.contact.get(`/c/${webCase.id}`)).html)).toEqual(['u']);
  });
});
