import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../../src/main/log.ts';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { invite, openCase, reads, typeCode } from '../../support/web/entry.ts';

/** Words that do not belong in a channel are asked about before they are kept, and danger leads to who can help. */
describe('what people type freely', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  let mother: Page;
  let casePath = '';
  const logged: string[] = [];
  beforeAll(async () => {
    const log = createLogger('debug', { write: (line) => void logged.push(line) });
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true, overrides: { log } });
    coordinator = await schakel.web.visit('coordinator');
    await openCase(coordinator, schakel);
    casePath = new URL(coordinator.url()).pathname;
    await invite(coordinator, schakel, { name: 'Moeder', email: 'm@thuis.example', phone: '06 1234 5678' });
    mother = await schakel.web.stranger();
    await mother.goto(pathIn(schakel.letters.mails.at(-1)));
    await follow(mother.getByRole('button', { name: 'Ga verder' }));
    await schakel.settle();
    await typeCode(mother, codeIn(schakel.letters.texts.at(-1)));
  });
  afterAll(() => schakel?.stop());

  const tells = async (words: string): Promise<string> => {
    await mother.goto(casePath);
    await follow(mother.getByRole('link', { name: 'Vertel wat er goed gaat' }));
    await mother.locator('[name=words]').fill(words);
    return sends(mother);
  };
  const sends = async (page: Page): Promise<string> => {
    await follow(page.locator('main button[type=submit]').last());
    await schakel.settle();
    return reads(page);
  };
  const allRead = async (): Promise<string> => {
    await coordinator.goto(casePath);
    return reads(coordinator);
  };

  it('danger gives the numbers at once, to the writer alone, and is kept and logged nowhere', async () => {
    logged.length = 0;
    const mails = schakel.letters.mails.length;
    const answer = await tells('hij wordt thuis geslagen en is bang');
    for (const number of ['112', '0800-2000', '113', '0800-0432']) expect(answer).toContain(number);
    expect(await mother.locator('[name=words]').inputValue()).toContain('geslagen');
    expect(await allRead()).not.toContain('geslagen');
    expect(schakel.letters.mails).toHaveLength(mails);
    const { rows } = await schakel.database.database.pool.query<{ all: string }>(
      `SELECT database_to_xml(true, false, '')::text AS "all"`,
    );
    expect(rows[0]?.all).toContain('Moeder');
    expect(rows[0]?.all).not.toContain('geslagen');
    expect(logged.join('')).not.toMatch(/geslagen|danger|strength\.note/);
  });

  it('who meant something else goes on with a tick', async () => {
    const answer = await tells('De brug naar school is geslagen');
    expect(answer).toContain('Gaat dit over gevaar?');
    await mother.getByLabel(/Toch plaatsen/).check();
    await sends(mother);
    expect(await allRead()).toContain('De brug naar school is geslagen');
  });

  it('a diagnosis is asked about, and goes on with a tick; the log has its kind and not its words', async () => {
    logged.length = 0;
    expect(await tells('Het autismeteam kwam langs')).toContain('Hier lijkt een diagnose in te staan');
    expect(await allRead()).not.toContain('autismeteam');
    expect(logged.join('')).toContain('"kinds":["diagnosis"]');
    expect(logged.join('')).not.toContain('autismeteam');
    await mother.getByLabel(/Toch plaatsen/).check();
    await sends(mother);
    expect(await allRead()).toContain('Het autismeteam kwam langs');
  });

  it.each(['Moeder 123456782', 'Moeder 123-456-782', 'Moeder １２ ３４ ５６ ７８２', 'Oma, epilepsie'])(
    'nobody takes part as “%s” before it was asked about',
    async (name) => {
      await coordinator.goto(casePath);
      await invite(coordinator, schakel, { name, email: 'oma@thuis.example' });
      expect(await reads(coordinator)).toMatch(/Hier lijkt een (burgerservicenummer|diagnose) in te staan/);
      expect(await allRead()).not.toContain(name);
    },
  );

  it('nor does somebody stand so in the list of the region', async () => {
    await coordinator.goto('/form/manage.person?region=midden');
    await coordinator.getByLabel('Naam').fill('Coach 1 2 3 4 5 6 7 8 2');
    expect(await sends(coordinator)).toContain('Hier lijkt een burgerservicenummer in te staan');
  });
});
