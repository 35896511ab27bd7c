import { describe, expect, it } from 'vitest';
import { follow } from '../../support/schakel/parts/web.ts';
import { wrongWith } from '../../support/web/barriers.ts';
import {
  banner,
  be,
  chat,
  main,
  NEXT,
  newcomer,
  press,
  quietDay,
  quietDays,
  until,
  WHOLE,
  WIDE,
} from '../../support/web/newcomer.ts';

describe('a visitor of the demonstration', { timeout: WHOLE }, () => {
  // The last one kills what they share.
  const here = newcomer({ shared: true });

  it('leaves a visitor’s own answer as it is, and does not praise what nobody did', async () => {
    const page = await here.begun();
    await until(page, 'Drie afspraken');
    await be(page, 'Moeder');
    await page.locator('main').getByRole('link', { name: 'Ik heb het anders begrepen' }).first().click();
    await page.locator('main textarea').first().fill('elke dag zou er gebeld worden');
    await page.locator('main button[type=submit]').last().click();
    await press(page, NEXT);
    expect(await main(page)).toContain('elke dag zou er gebeld worden');
    await quietDay(page);
    await quietDays(page, 23);
    expect(await banner(page)).toContain('Het verhaal is voorbij, en er staat nog iets open.');
    expect(await banner(page)).not.toContain('Nergens hoefde iemand te raden');
    expect(await wrongWith(page)).toEqual([]);
  });

  it('shows who may not read along any more what they would see, and nothing else', async () => {
    const page = await here.begun();
    await until(page, 'Drie afspraken');
    await be(page, 'Mentor school');
    for (const where of ['slack', 'teams'] as const)
      expect(await chat(page, where)).toContain('Zorgplan dat daarop aansluit');
    await be(page, 'Moeder');
    const school = page.locator('main form:has(input[name=args][value*="school"][value*="reading"])');
    await follow(school.getByRole('button', { name: 'Nee', exact: true }));
    expect(await main(page)).toContain('School ziet alleen de eigen afspraken in Wilg-27.');
    await be(page, 'Mentor school');
    expect(await main(page)).toContain('Je ziet hier alleen de afspraken van School.');
    for (const words of [await main(page), await chat(page, 'slack'), await chat(page, 'teams')])
      expect(words).not.toContain('Zorgplan dat daarop aansluit');
    await be(page, 'Consulent onderwijs en zorg gemeente');
    expect(await chat(page, 'slack')).toContain('Zorgplan dat daarop aansluit');
  });

  it('shows the ladder climb by itself when nobody does anything, up to the contact of the region', async () => {
    const page = await here.begun();
    await until(page, 'Drie afspraken');
    await quietDays(page, 30, /Teamleider jeugd<\/button>/);
    await press(page, 'Teamleider jeugd');
    expect(await chat(page, 'teams')).toContain('Schakel beslist niets.');
    expect(await banner(page)).toContain('maandag 5 april 2027');
  });

  it('is not only looked at: a button in the picture of Slack does what it says, and stays done after a kill', async () => {
    const page = await here.begun();
    await until(page, 'Twee werkdagen vooraf');
    await be(page, 'Ondersteuningscoördinator school');
    const plan = page.locator('.demo-slack .demo-message').filter({ hasText: /Afspraak 1(?!\d)/ });
    await plan.getByRole('link', { name: 'Ik loop vast' }).click();
    await page.getByLabel('wachtlijst').check();
    await page.locator('main button[type=submit]').last().click();
    expect(await main(page)).toContain('wachtlijst');
    await here.ended('SIGKILL');
    const back = await here.open(await here.start(), WIDE);
    expect(await banner(back)).toContain('dinsdag 16 maart 2027, 09:00');
    await back.getByRole('link', { name: 'Wilg-27' }).first().click();
    expect(await main(back)).toContain('wachtlijst');
    await until(back, 'meldt zich ziek');
  });
});
