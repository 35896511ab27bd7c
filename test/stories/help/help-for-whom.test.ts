import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../support/people/actor.ts';
import { bringIn, openCaseInChat } from '../../support/people/acts.ts';
import { LEAD } from '../../support/people/in-slack.ts';
import {
  COORDINATOR,
  type InThreePlaces,
  MOTHER,
  regionFile,
  startInThreePlaces,
} from '../../support/people/in-three-places.ts';

/** The list of what can be typed and pressed names nothing that its reader would be refused. */
describe('help, asked in a case by whom', () => {
  let here: InThreePlaces;
  let room = '';
  /** The lead is on Teams, the others in Slack: there a command begins with a slash. */
  const asks = async (who: string): Promise<string> => {
    const answer = await here.people.as(who).command(room, who === LEAD ? 'hulp' : '/schakel hulp');
    ok(answer);
    await here.settle();
    return who === LEAD ? (here.written(who).at(-1) ?? '') : answer.body;
  };
  beforeAll(async () => {
    here = await startInThreePlaces('2027-03-11T08:30:00.000Z', undefined, (teamOf, rooms) =>
      regionFile(teamOf, rooms).replace('coordinators:', 'consent: before-sharing\ncoordinators:'),
    );
    await openCaseInChat(here.people.as(COORDINATOR), here);
    room = here.newest();
    for (const [member, role, organisation] of [
      [LEAD, 'municipalCaseManager', 'gemeente'],
      [MOTHER, 'guardian', null],
    ] as const)
      await bringIn(here.people.as(COORDINATOR), here, room, { member, role, organisation });
    await here.settle();
  });
  afterAll(() => here?.stop());

  it('a coordinator finds the intake and whom to add', async () => {
    const list = await asks(COORDINATOR);
    expect(list).toMatch(/intake –/);
    expect(list).toMatch(/deelnemer –/);
    expect(list).not.toMatch(/hoe vaak –/);
  });

  it('whoever sees only their own agreements finds neither the intake nor the terms of the case', async () => {
    const list = await asks(LEAD);
    for (const word of ['intake', 'termijnen', 'deelnemer']) expect(list).not.toContain(`${word} –`);
    expect(list).toMatch(/vragen –/);
  });
});
