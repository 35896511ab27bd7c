import { describe, expect, it } from 'vitest';
import {
  again,
  banner,
  chat,
  ENGLISH,
  fits,
  main,
  newcomer,
  PHONE,
  press,
  shot,
  until,
  WHOLE,
} from '../../support/web/newcomer.ts';

describe('another demonstration', { timeout: WHOLE }, () => {
  const here = newcomer();

  it('is played in English on a phone, a day at a time', async () => {
    const page = await here.open(await here.start(), { ...PHONE, ...ENGLISH });
    await press(page, 'Begin the demonstration');
    expect(await page.locator('h1').innerText()).toBe('Willow-27');
    expect(await fits(page)).toBe(true);
    for (const day of [
      'Friday 12 March',
      'Saturday 13 March',
      'Sunday 14 March',
      'Monday 15 March',
      'Tuesday 16 March',
    ]) {
      await press(page, 'Next day');
      expect(await banner(page)).toContain(`${day} 2027, 09:00`);
    }
    expect(await banner(page)).toContain('Two working days before: a reminder to school');
    await press(page, 'Support coordinator at school');
    expect(await chat(page, 'slack')).toContain('Will it work out?');
    expect(await fits(page)).toBe(true);
    await shot(page, 'demo-phone-en');
    await until(page, 'good news', 'To the next event');
    expect(await page.locator('body').innerText()).toContain('education and care fit together');
    expect(await fits(page)).toBe(true);
  });

  it('is thrown away and begun again, or makes room for a region of one’s own', async () => {
    const page = await here.begun();
    await until(page, 'Drie afspraken');
    await again(page);
    expect(await banner(page)).toContain('donderdag 11 maart 2027, 09:10');
    expect(await main(page)).toContain('Er zijn nog geen afspraken.');
    await page.locator('.schakel-demo__more > summary').click();
    await page.getByText('Gooi de demonstratie weg', { exact: true }).click();
    await press(page, 'Ja, gooi weg');
    expect(await main(page)).toContain('Welkom bij Schakel');
    expect(await page.locator('.schakel-demo').count()).toBe(0);
  });
});
