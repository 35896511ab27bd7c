import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { wordsOf } from '../../support/cases/school-case.ts';
import { startSchakel } from '../../support/schakel/start-schakel.ts';
import {
  type Here,
  hidden,
  mailTo,
  NORTH,
  OPEN,
  parentAt,
  QUESTION,
  TYPED,
} from '../../support/web/public-page.ts';
import { callerWith } from '../../support/web/web-caller.ts';

const sureIn = (html: string): string => /name="sure" value="([^"]*)"/.exec(html)?.[1] ?? '';

/** Texts that people type on the public page by mistake, twice, or too much of. */
describe('the public page with what is odd', () => {
  let schakel: Here;
  const asked = async (address: string, more: Readonly<Record<string, string>> = {}) => {
    const sent = await parentAt(schakel).send({ ...TYPED, address, ...more });
    await schakel.settle();
    return sent;
  };
  const count = async (): Promise<number> =>
    (await schakel.database.database.pool.query('SELECT 1 FROM "case"')).rowCount ?? 0;
  beforeAll(async () => {
    schakel = await startSchakel({ region: OPEN, web: true, letters: true });
  });
  afterAll(() => schakel?.stop());

  it('asks back what is odd, keeps what was typed, and goes on with a tick for that and for nothing else', async () => {
    const address = 'vreemd@thuis.example';
    const young = await asked(address, { role: 'child', ageBand: 'under12' });
    expect(young.status).toBe(422);
    expect(wordsOf(young.html)).toContain('U koos “de jongere zelf” en jonger dan 12. Klopt dat?');
    expect(young.html).toContain(QUESTION);
    const question = 'Bel mij op 06 12345678, zij is geboren op 3 mei 2015.';
    const personal = await asked(address, { question });
    expect(personal.status).toBe(422);
    expect(wordsOf(personal.html)).toMatch(/Hier lijkt .*telefoonnummer.* in te staan/);
    expect(personal.html).toContain(question);
    const tick = sureIn(personal.html);
    const more = await asked(address, { role: 'child', ageBand: 'under12', question, sure: tick });
    expect(more.status, 'the tick was not for this').toBe(422);
    expect(mailTo(schakel, address)).toEqual([]);
    const sent = await asked(address, { question, sure: tick });
    expect(sent.status).toBe(200);
    const code = codeIn(mailTo(schakel, address).at(-1));
    const done = await parentAt(schakel).send({ ...hidden(sent.html), code });
    expect(wordsOf(done.html)).toContain('de aanmelding is binnen');
  });

  it('shows whom to call where the words sound like danger, before anything goes out, and writes it down nowhere', async () => {
    const address = 'gevaar@thuis.example';
    const { html, status } = await asked(address, { question: 'Hij wordt thuis geslagen.' });
    expect(status).toBe(422);
    expect(wordsOf(html)).toContain('Veilig Thuis (0800-2000)');
    expect(mailTo(schakel, address)).toEqual([]);
    expect((await asked(address, { question: 'Hij wordt thuis geslagen.', sure: sureIn(html) })).status).toBe(
      200,
    );
  });

  it('shows the same code to who pressed the last button twice, and none once they came in', async () => {
    const address = 'dubbel@thuis.example';
    const { html } = await asked(address);
    const fields = { ...hidden(html), code: codeIn(mailTo(schakel, address).at(-1)) };
    const before = await count();
    const shown = async (): Promise<string | undefined> =>
      /Uw code: (\d[\d ]*\d)/
        .exec(wordsOf((await parentAt(schakel).send(fields)).html))?.[1]
        ?.replace(/ /g, '');
    const [first, second] = [await shown(), await shown()];
    await schakel.settle();
    expect(await count()).toBe(before + 1);
    expect(second).toMatch(/^\d{6}$/);
    const link = pathIn(mailTo(schakel, address).at(-1));
    const parent = await callerWith(schakel.base, '');
    expect(first, 'it is the same, whichever of the two pages they see').toBe(second);
    expect((await parent.post(`${link}/code`, { code: second ?? '' })).status).toBe(303);
    expect(await shown()).toBeUndefined();
  });

  it('sends no text message any more when very many went out that day, and says what does work', async () => {
    const { outbox } = schakel.app.store;
    const now = schakel.clock.now().toISOString();
    for (let n = 0; n < 300; n++)
      await outbox.takePace(now, [{ key: 'report-sms:midden', everyMs: 288_000, burst: 300 }]);
    const before = schakel.letters.texts.length;
    const full = await asked('06 2345 6789');
    expect(full.status).toBe(422);
    expect(wordsOf(full.html)).toContain('Er zijn vandaag al heel veel codes per sms verstuurd.');
    expect(full.html).toContain(QUESTION);
    expect(schakel.letters.texts).toHaveLength(before);
    expect((await asked('mail@thuis.example')).status).toBe(200);
    schakel.clock.advance(86_400_000);
  });

  it('sends one place sixty text messages in a day at most, so that it does not close the page for others', async () => {
    let sent = 0;
    for (let n = 0; n < 62; n++) {
      if (n === 40) schakel.clock.advance(600_000);
      const { status, html } = await asked(`06 3${String(n).padStart(7, '0')}`);
      if (status === 200) sent += 1;
      else expect(wordsOf(html)).toContain('Er zijn vandaag al heel veel codes per sms verstuurd.');
    }
    expect(sent).toBe(60);
    expect((await asked('nog.een@thuis.example')).status).toBe(200);
    schakel.clock.advance(86_400_000);
  });

  it('knows which day it is where the region is', async () => {
    await schakel.addRegion(NORTH.replace('name: Regio Noord', 'name: Regio Noord\nzone: Pacific/Auckland'));
    const today = new Intl.DateTimeFormat('sv', { timeZone: 'Pacific/Auckland' });
    while (today.format(schakel.clock.now()) === schakel.clock.now().toISOString().slice(0, 10))
      schakel.clock.advance(3_600_000);
    const since = today.format(schakel.clock.now());
    const stranger = await callerWith(schakel.base, '');
    const sent = (region: string) =>
      stranger.post(`/report/${region}`, { ...TYPED, since, address: 'verweg@thuis.example' });
    expect((await sent('noord')).status).toBe(200);
    expect(wordsOf((await sent('midden')).html)).toContain('Deze dag kan niet.');
  });
});
