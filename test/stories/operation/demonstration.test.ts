import { describe, expect, it } from 'vitest';
import {
  banner,
  barriers,
  chat,
  main,
  NEXT,
  newcomer,
  press,
  shot,
  until,
  WHOLE,
  WIDE,
} from '../../support/web/newcomer.ts';

describe('the demonstration', { timeout: WHOLE }, () => {
  const here = newcomer();

  it('is played from the first day to good news, by pressing alone and without barriers', async () => {
    const page = await here.open(await here.start(), WIDE);
    expect(await barriers(page)).toEqual([]);
    await press(page, 'Begin de demonstratie');
    expect(await barriers(page)).toEqual([]);
    expect(await page.locator('h1').innerText()).toBe('Wilg-27');
    expect(await banner(page)).toContain('Alles hier is verzonnen.');
    expect(await banner(page)).toContain('donderdag 11 maart 2027, 09:10');
    expect(await main(page)).toMatch(
      /Deze casus is nog in de intake\.[\s\S]*Nog nodig: de vraag van het gezin/,
    );
    await shot(page, 'demo-intake');
    // The question is the mother's: she can be the one who writes it down, and what is left of it she does herself.
    await press(page, 'Moeder');
    expect(await main(page)).toContain('Fijn dat u meedoet.');
    expect(await barriers(page)).toEqual([]);
    await until(page, 'de intake is rond');
    expect(await main(page)).toContain('Wij willen dat er weer elke dag iets van school is');
    for (const where of ['slack', 'teams'] as const)
      expect(await chat(page, where)).not.toContain('elke dag iets van school');
    await until(page, 'De casus gaat open');
    expect(await main(page)).not.toContain('nog in de intake');
    await shot(page, 'demo-open');

    await until(page, 'Drie afspraken');
    expect(await barriers(page)).toEqual([]);
    for (const where of ['slack', 'teams'] as const)
      expect(await chat(page, where)).toMatch(/Wilg-27: overzicht[\s\S]*Zorgplan dat daarop aansluit/);
    await shot(page, 'demo-mother');
    // What is asked of her can be pressed as her; what the visitor leaves, she does herself.
    const asked = (): Promise<number> => page.getByRole('button', { name: 'Klopt', exact: true }).count();
    const before = await asked();
    expect(before).toBeGreaterThan(0);
    await press(page, 'Klopt');
    expect(await asked()).toBeLessThan(before);
    expect(await main(page)).toMatch(/Mentor school[\s\S]*leerkracht of mentor/);
    expect(await chat(page, 'slack')).toContain('je kijkt mee als: Moeder');

    await until(page, 'Twee werkdagen vooraf');
    expect(await barriers(page)).toEqual([]);
    await press(page, 'Ondersteuningscoördinator school');
    for (const where of ['slack', 'teams'] as const)
      expect(await chat(page, where)).toMatch(/Rechtstreeks van Schakel[\s\S]*Lukt het\?/);
    await shot(page, 'demo-reminder');

    await until(page, 'meldt zich ziek');
    await press(page, 'Mentor school');
    expect(await chat(page, 'slack')).toContain('afwezig');

    await until(page, 'loopt vast op geld');
    await press(page, 'Casemanager gemeente');
    expect(await main(page)).toContain('geld');
    expect(await chat(page, 'teams')).toContain('geld');

    await until(page, 'er is nog niemand bekend');
    await press(page, 'Coördinator');
    expect(await main(page)).toContain('Zonder naam kan niemand dit oplossen.');
    expect(await chat(page, 'slack')).toContain('Zonder naam kan niemand dit oplossen.');

    await until(page, 'drukt op “Vraag hulp”');
    await press(page, 'Directeur samenwerkingsverband');
    const brief = 'Het kind zit 80 dagen zonder passend aanbod thuis.';
    expect(await main(page)).toContain(brief);
    for (const where of ['slack', 'teams'] as const) expect(await chat(page, where)).toContain(brief);
    expect(await chat(page, 'slack')).not.toContain('Kanaal Wilg-27');
    await shot(page, 'demo-alert');

    await until(page, 'De directeur antwoordt');
    await press(page, 'Moeder');
    expect(await main(page)).toContain('Gefinancierd tot de zomer');
    await until(page, 'Goede Vrijdag');
    expect(await page.locator('mark').count()).toBe(0);
    await until(page, 'Het onderwijsplan is er, zegt school');
    await page.locator('main summary', { hasText: 'Klopt, is klaar' }).first().click();
    await press(page, 'Ja');
    // The page follows: what a press brought about is there as soon as it was sent.
    await page.locator('main').getByText('Goed nieuws in Wilg-27: afspraak 1').first().waitFor();
    await until(page, 'Langer dan drie maanden');
    await until(page, 'goed nieuws');
    expect(await banner(page)).toContain('Nergens hoefde iemand te raden wie wat deed.');
    expect(await main(page)).toContain('onderwijs en zorg sluiten op elkaar aan');
    expect(await main(page)).toContain('Er staat niets meer open.');
    await shot(page, 'demo-good-news');
    await page.locator('.schakel-demo .schakel-actions summary').click();
    await press(page, 'Ja, gooi weg');
    expect(await main(page)).toContain('Waar wil je mee beginnen?');
  });

  it('says on every page what it is, also to who is signed out or lost', async () => {
    const page = await here.begun();
    const base = new URL(page.url()).origin;
    await page.getByRole('link', { name: 'Iemand toevoegen' }).first().click();
    expect(await banner(page)).toContain('Alles hier is verzonnen.');
    await page.goto(`${base}/nergens`);
    expect(await banner(page)).toContain('Alles hier is verzonnen.');
    await page.goto(`${base}/`);
    await press(page, 'Uitloggen');
    expect(await banner(page)).toContain('Alles hier is verzonnen.');
    expect(await page.getByRole('button', { name: NEXT }).count()).toBe(0);
  });
});
