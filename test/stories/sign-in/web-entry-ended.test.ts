import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { askNewLink, invite, openCase, reads, typeCode } from '../../support/web/entry.ts';

/** A letter that went to the wrong person: their link and their code end when they are taken out of the case. */
describe('somebody who was invited at a wrong address, and is taken out again', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  let casePath = '';
  const wrong = { email: 'verkeerd@elders.example', phone: '06 8765 4321' };
  const letGo = async (name: string): Promise<void> => {
    await coordinator.goto(casePath);
    const out = coordinator.getByRole('link', { name: 'Iemand uit de casus halen' });
    if (!(await out.isVisible())) await coordinator.getByText('Meer', { exact: true }).last().click();
    await follow(out);
    await coordinator.getByLabel(new RegExp(`^${name}`)).check();
    await follow(coordinator.locator('main button[type=submit]').last());
    await schakel.settle();
    expect(await reads(coordinator)).toContain(`${name} doet niet meer mee`);
    expect(await reads(coordinator)).toContain('Ging die naar een verkeerd adres of nummer?');
    expect(await reads(coordinator)).toContain('het kan een datalek zijn');
  };
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
    coordinator = await schakel.web.visit('coordinator');
    await openCase(coordinator, schakel);
    casePath = new URL(coordinator.url()).pathname;
  });
  afterAll(() => schakel?.stop());

  it('cannot come in with the link any more, and no code is sent to them', async () => {
    await invite(coordinator, schakel, { name: 'Ouder van Wilg', ...wrong });
    const path = pathIn(schakel.letters.mails.at(-1));
    const stranger = await schakel.web.stranger();
    expect((await stranger.goto(path))?.status()).toBe(200);
    await letGo('Ouder van Wilg');
    await follow(stranger.getByRole('button', { name: 'Ga verder' }));
    await schakel.settle();
    expect(schakel.letters.texts).toHaveLength(0);
    expect(await reads(stranger)).toContain('Deze link werkt niet meer');
    expect((await stranger.goto(path))?.status()).toBe(410);
    expect(await reads(stranger)).not.toMatch(/Wilg|Ouder/);
  });

  it('gets no other link at that address', async () => {
    const mails = schakel.letters.mails.length;
    await askNewLink(await schakel.web.stranger(), wrong.email);
    await schakel.settle();
    expect(schakel.letters.mails).toHaveLength(mails);
  });

  it('cannot come in with a code that was sent before', async () => {
    await invite(coordinator, schakel, {
      name: 'Tante van Wilg',
      email: 'tante@elders.example',
      phone: '06 8765 4322',
    });
    const stranger = await schakel.web.stranger();
    await stranger.goto(pathIn(schakel.letters.mails.at(-1)));
    await follow(stranger.getByRole('button', { name: 'Ga verder' }));
    await schakel.settle();
    const code = codeIn(schakel.letters.texts.at(-1));
    await letGo('Tante van Wilg');
    await typeCode(stranger, code);
    expect(await reads(stranger)).toContain('Deze link werkt niet meer');
  });

  it('who came in before reads nothing any more, though their browser is still signed in', async () => {
    await invite(coordinator, schakel, {
      name: 'Oom van Wilg',
      email: 'oom@elders.example',
      phone: '06 8765 4323',
    });
    const code = await coordinator.locator('h1').innerText();
    const uncle = await schakel.web.stranger();
    await uncle.goto(pathIn(schakel.letters.mails.at(-1)));
    await follow(uncle.getByRole('button', { name: 'Ga verder' }));
    await schakel.settle();
    await typeCode(uncle, codeIn(schakel.letters.texts.at(-1)));
    await uncle.goto(casePath);
    expect(await uncle.content()).toContain(code);
    const letters = schakel.letters.mails.length + schakel.letters.texts.length;
    await letGo('Oom van Wilg');
    // Their own page is what is left: it tells them so, and holds nothing that is not theirs.
    expect((await uncle.goto('/'))?.status()).toBe(200);
    expect(await reads(uncle)).toContain('nergens aan mee');
    const regionId = (await schakel.app.store.regionByKey('midden'))?.id;
    const caseId = casePath.split('/')[2];
    for (const [path, status] of [
      ['/', 200],
      ['/me', 200],
      ['/me/app', 200],
      ...['', '/timeline', '/label', '/passed-on', '/who', '/live'].map(
        (part) => [`${casePath}${part}`, 404] as const,
      ),
      [`/form/agreement.create?caseId=${caseId}`, 404],
      [`/r/${regionId}`, 404],
      [`/manage/${regionId}`, 404],
    ] as const) {
      const answer = await uncle.request.get(path);
      expect(answer.status(), path).toBe(status);
      const page = await answer.text();
      for (const secret of [code, 'Coördinator', 'Regio Midden']) expect(page, path).not.toContain(secret);
    }
    await schakel.settle();
    expect(schakel.letters.mails.length + schakel.letters.texts.length).toBe(letters);
  });

  it('while somebody else’s invitation goes on', async () => {
    await invite(coordinator, schakel, {
      name: 'Moeder van Wilg',
      email: 'echt@thuis.example',
      phone: '06 1234 5678',
    });
    const mother = await schakel.web.stranger();
    expect((await mother.goto(pathIn(schakel.letters.mails.at(-1))))?.status()).toBe(200);
    expect(await reads(mother)).not.toContain('Deze link werkt niet meer');
  });
});
