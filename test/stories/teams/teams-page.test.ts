import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage, type TeamsPage } from '../../fakes/teams/card/page.ts';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { COORDINATOR, SCHOOL, SCHOOL_DEPUTY } from '../../support/people/in-slack.ts';
import { type InThreePlaces, startInThreePlaces } from '../../support/people/in-three-places.ts';
import { STORY_START } from '../whole/story4-script.ts';

let here: InThreePlaces;
let page: TeamsPage;

beforeAll(async () => {
  here = await startInThreePlaces(STORY_START);
  await here.at('2027-03-11', '09:30');
  page = await openPage(here.teams.school.teams.pageUrl);
});
afterAll(async () => {
  await page?.close();
  await here?.stop();
});

/** A message in the Slack channel, after everything that is on its way has come through. */
async function inSlack(room: string, which: RegExp): Promise<string> {
  await here.settle();
  return here.slack.read(room).find((m) => which.test(m)) ?? '';
}

/** The support coordinator of the school sits at the page of the local Teams; the coordinator is in Slack. */
it('the web page of Teams shows the cards of a case, and what is pressed there shows in Slack', async () => {
  const coordinator = here.people.as(COORDINATOR);
  await openCaseInChat(coordinator, here);
  const room = here.newest();
  await page.open('Channel one');
  for (const [member, role] of [
    [SCHOOL, 'supportCoordinator'],
    [SCHOOL_DEPUTY, 'teacher'],
  ] as const) {
    await bringIn(coordinator, here, room, { member, role, organisation: 'school' });
  }
  await page.sees('Schakel leest alleen wat aan Schakel is gericht');
  await page.click('Ik neem de regie');
  await expect
    .poll(() => inSlack(room, /: overzicht/), { timeout: 30_000 })
    .toContain('Regiehouder: Ondersteuningscoördinator school');
  await page.sees('heeft de regie in');
  ok(await coordinator.command(room, '/afspraak'));
  ok(
    await coordinator.submit({
      title: 'Onderwijsplan',
      owner: 'Intern begeleider school (leerkracht of mentor)',
      due: 'donderdag 18 maart',
      doneWhen: 'gedeeld, met doelen en startdatum',
    }),
  );
  await here.settle();
  await page.sees('donderdag 18 maart 2027');
  await page.click('Klopt');
  await expect
    .poll(() => inSlack(room, /^Afspraak 1/), { timeout: 30_000 })
    .toMatch(/Bevestigd door: .*Ondersteuningscoördinator school/);
  await page.sees('Bevestigd door');
});
