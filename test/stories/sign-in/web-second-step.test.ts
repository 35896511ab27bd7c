import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeIn, pathIn } from '../../fakes/letters/letters.ts';
import { ON_THE_WEB } from '../../support/people/on-the-web.ts';
import { follow } from '../../support/schakel/parts/web.ts';
import { type Schakel, startSchakel } from '../../support/schakel/start-schakel.ts';
import { appCode } from '../../support/web/authenticator.ts';
import { askNewLink, invite, openCase, reads, typeCode } from '../../support/web/entry.ts';

/** Somebody with only an e-mail address: a code on the phone the first time, their own second step after that. */
describe('a youth doctor who has no mobile number on file', () => {
  let schakel: Schakel<'web' | 'letters'>;
  let coordinator: Page;
  let doctor: Page;
  let spoken = '';
  let secret = '';
  beforeAll(async () => {
    schakel = await startSchakel({ ...ON_THE_WEB, letters: true });
    coordinator = await schakel.web.visit('coordinator');
    await openCase(coordinator, schakel);
  });
  afterAll(() => schakel?.stop());

  const newLink = async (): Promise<string> => {
    await askNewLink(await schakel.web.stranger(), 'jeugdarts@zorg.example');
    await schakel.settle();
    return pathIn(schakel.letters.mails.at(-1));
  };
  /** Returns the path at the address that a passkey belongs to: a number is none. */
  const here = (path: string): string => schakel.base.replace('127.0.0.1', 'localhost') + path;
  const open = async (page: Page, path: string): Promise<void> => {
    await page.goto(here(path));
    await follow(page.getByRole('button', { name: 'Ga verder' }));
  };

  it('is read a code on the phone by who invites, who sees it once', async () => {
    await invite(coordinator, schakel, {
      name: 'Jeugdarts',
      role: 'jeugdarts',
      email: 'jeugdarts@zorg.example',
    });
    spoken = codeIn({ text: await reads(coordinator) });
    expect(await reads(coordinator)).toContain('Bel Jeugdarts en lees deze code voor');
    await coordinator.reload();
    expect(await reads(coordinator)).not.toContain(spoken);
  });

  it('comes in with it, and is shown how to come in next time', async () => {
    doctor = await schakel.web.stranger();
    await open(doctor, pathIn(schakel.letters.mails[0]));
    expect(await reads(doctor)).toContain('Kreeg u aan de telefoon een code?');
    await typeCode(doctor, spoken);
    expect(await reads(doctor)).toContain('Hoe kom je de volgende keer binnen?');
    expect(new URL(doctor.url()).pathname).toBe('/second-way');
    // Nothing has gone wrong yet, so nothing says so.
    expect(await reads(doctor)).not.toContain('Dit lukte niet met de passkey.');
  });

  it('cannot use that code a second time: without a step of their own the lead has to help', async () => {
    const page = await schakel.web.stranger();
    await open(page, await newLink());
    expect(await reads(page)).toContain('Vraag een code aan de coördinator van Regio Midden');
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  it('adds an authenticator app, by its picture or its key', async () => {
    await follow(doctor.getByRole('button', { name: 'Authenticator-app toevoegen' }));
    expect(
      await doctor
        .locator('img.schakel-qr')
        .evaluate((img) => (img as unknown as { naturalWidth: number }).naturalWidth),
    ).toBeGreaterThan(20);
    secret = (await doctor.locator('main code').innerText()).replaceAll(' ', '');
    await doctor.getByLabel('Code uit de app').fill('000000');
    await follow(doctor.getByRole('button', { name: 'Toevoegen' }));
    expect(await reads(doctor)).toContain('Deze code klopt niet.');
    await doctor.getByLabel('Code uit de app').fill(shown());
    await follow(doctor.getByRole('button', { name: 'Toevoegen' }));
    expect(await reads(doctor)).toContain('De app is toegevoegd.');
  });
  const shown = (): string => appCode(secret, schakel.clock.now());

  it('comes in with the app; a code that was used is worth nothing', async () => {
    const page = await schakel.web.stranger();
    await open(page, await newLink());
    await typeCode(page, shown());
    expect(await reads(page)).toContain('Deze code klopt niet.');
    await schakel.at('2027-03-11', '09:05');
    await typeCode(page, shown());
    expect(await reads(page)).toContain('Waar je aan meedoet');
  });

  it('adds a passkey, and comes in with it after the link', async () => {
    const context = doctor.context();
    await withAuthenticator(doctor);
    await doctor.goto(here('/me'));
    // The cookie is of the address it was given at.
    await doctor.getByRole('button', { name: 'Passkey toevoegen' }).click();
    await doctor.getByText('De passkey is toegevoegd.').waitFor();
    await follow(doctor.getByRole('button', { name: 'Uitloggen', exact: true }));
    await open(doctor, await newLink());
    await doctor.getByRole('button', { name: 'Inloggen met een passkey' }).click();
    await doctor.getByText('Waar je aan meedoet').waitFor();
    expect((await context.cookies()).length).toBeGreaterThan(0);
  });

  it('and both stand in the audit of the region', async () => {
    const { rows } = await schakel.database.database.pool.query<{ action: string }>(
      `SELECT "action" FROM "audit" WHERE "action" LIKE 'own.%' ORDER BY "seq"`,
    );
    expect(rows.map((r) => r.action)).toEqual(['own.second_step_added', 'own.second_step_added']);
  });

  it('sees where they are signed in, and ends the other', async () => {
    await doctor.goto(here('/me'));
    expect(await reads(doctor)).toContain('Dit is waar je nu bent');
    await follow(doctor.getByRole('button', { name: 'Overal elders uitloggen' }));
    expect(await reads(doctor)).toContain('Daar is nu uitgelogd.');
    expect(await doctor.getByRole('button', { name: 'Daar uitloggen' }).count()).toBe(0);
  });

  it('gets a new link and code from the lead when all is lost', async () => {
    await follow(doctor.getByRole('button', { name: 'Verwijderen' }).first());
    await follow(doctor.getByRole('button', { name: 'Verwijderen' }).first());
    const again = coordinator.getByRole('link', { name: 'Nieuwe link sturen' });
    if (!(await again.isVisible())) await coordinator.getByText('Meer', { exact: true }).last().click();
    await follow(again);
    await coordinator.getByLabel(/Jeugdarts/).check();
    await follow(coordinator.locator('main button[type=submit]').last());
    await schakel.settle();
    const code = codeIn({ text: await reads(coordinator) });
    const page = await schakel.web.stranger();
    await open(page, pathIn(schakel.letters.mails.at(-1)));
    await typeCode(page, code);
    expect(await reads(page)).toContain('Hoe kom je de volgende keer binnen?');
  });
});

async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
