import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTold, type Told } from '../../support/told/told-people.ts';
import { expected, ONLY_IN_CHAT } from '../../support/told/told-recipients.ts';
import { firstDays } from './told-first-days.ts';
import { laterOn } from './told-later-on.ts';
import { requestsAnswered, requestsAsked } from './told-requests.ts';
import { staysOpen } from './told-stays-open.ts';

/** Every message to every one to whom it goes, brought about by what people do and by the days that pass. */
describe('on the web alone, whoever is told something reads and answers it on their own page', () => {
  let here: Told;
  beforeAll(async () => {
    here = await openTold();
  });
  afterAll(() => here?.schakel.stop());

  it.each([...firstDays, ...requestsAsked, ...staysOpen, ...requestsAnswered, ...laterOn])(
    '%s',
    (_name, play) => play(here),
  );

  it('every message came to everybody to whom it goes, to nobody else, and was there to be read', () => {
    const isHere = (part: string): boolean => !ONLY_IN_CHAT.has(part);
    const all = expected(isHere);
    const came = [...here.told.came].filter((one) => isHere(one.split(':')[0] ?? ''));
    expect(came.sort()).toEqual(all);
    const toOne = all.filter((one) => !/: (room|letter)$/.test(one));
    expect(toOne.filter((one) => !here.told.shown.has(one))).toEqual([]);
  });

  it('every button of what was asked was pressed, and taken', () => {
    const commands = [...here.told.offered].flatMap(([label, kind]) => (kind === 'command' ? [label] : []));
    expect(commands.filter((label) => !here.pressed.has(label))).toEqual([]);
  });
});
