import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Action, Document, Form, Reader } from '../../../src/ports/document.ts';
import { compose } from '../../../src/text/compose.ts';
import { openPage, type TeamsPage } from '../../fakes/teams/card/page.ts';
import { EXAMPLES } from '../../fixtures/messages.ts';
import {
  type OpenedTeams,
  openTeams,
  TEAMS_PEOPLE,
  TEAMS_WORKSPACE,
} from '../../support/adapters/teams-adapter.ts';

/** Sent by mail or text message, and to nobody in chat. */
const ELSEWHERE = ['SignInCode', 'SignInLink'];
const READER: Reader = { language: 'nl', formal: false, titles: true, place: 'direct', webUrl: null };
const KINDS = Object.values(EXAMPLES).filter(({ type }) => !ELSEWHERE.includes(type));
/** A folder in which a picture of the page is kept with each card, for a person who wants to look at them. */
const FOLDER = process.env.PAGE_PICTURES;

let opened: OpenedTeams;
let page: TeamsPage;
beforeAll(async () => {
  opened = await openTeams();
  page = await openPage(opened.tenant.teams.pageUrl);
});
afterAll(async () => {
  await page?.close();
  await opened?.close();
});

const lead = TEAMS_PEOPLE.lead.aadObjectId;
const to = { workspace: TEAMS_WORKSPACE, target: { person: lead }, mentions: {} };
const says = (words: string): Document => ({
  notification: 'Schakel',
  blocks: [{ kind: 'text', text: [words] }],
});

/** The first that does something at once, else the first that opens a form; of several with one label the last. */
function mainOf({ blocks }: Document): Action | undefined {
  const all = blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
  const main = all.find(({ does }) => 'command' in does) ?? all[0];
  return all.findLast(({ label }) => label === main?.label);
}

/** Presses as somebody at the page would. The page opens no dialogs: those come as Teams itself asks for them. */
async function press({ label, does, confirm }: Action, message: string): Promise<void> {
  if ('form' in does) return void (await opened.tenant.teams.open(lead, message, label));
  await page.click(label);
  // What is asked first is answered with yes.
  if (confirm) await page.click(confirm.yes);
}

/** Returns what the application is asked by that press. */
function requestOf({ does, args }: Action): object {
  return 'form' in does
    ? { type: 'form', form: does.form, args }
    : { type: 'command', command: does.command, args };
}

it.each(KINDS.map((message, i) => [message.type, message, i] as const))(
  'Microsoft’s own page shows %s, what is pressed there arrives, and what came of it stands in its place',
  async (type, message, i) => {
    const document = compose(message, READER);
    const mark = `kaart ${i}.`;
    const shown = { ...document, blocks: [...document.blocks, { kind: 'note' as const, text: [mark] }] };
    const posted = await opened.app.platform.post(to, shown, randomUUID());
    if (!posted.ok) throw new Error(JSON.stringify(posted.failure));
    await page.sees(mark);
    if (FOLDER) await page.screenshot(join(FOLDER, `${type}.png`));
    const main = mainOf(document);
    opened.useCases.inbound.length = 0;
    if (main) {
      await press(main, posted.value.split('|')[1] ?? '');
      await expect
        .poll(() => opened.useCases.inbound.at(-1)?.request, { timeout: 20_000 })
        .toEqual(requestOf(main));
    }
    const after = `Gedaan: ${mark}`;
    await opened.app.platform.update(to, posted.value, says(after));
    await page.sees(after);
  },
);

it('the other buttons of a card open below it, and do what they say', async () => {
  const document = compose(EXAMPLES.AgreementCard, READER);
  const posted = await opened.app.platform.post(to, document, randomUUID());
  if (!posted.ok) throw new Error(JSON.stringify(posted.failure));
  await page.sees('Meer …');
  opened.useCases.inbound.length = 0;
  await page.click('Meer …');
  await page.click('Klopt');
  await expect
    .poll(() => opened.useCases.inbound.at(-1)?.request, { timeout: 20_000 })
    .toMatchObject({ command: 'agreement.confirm' });
});

it('a form that a typed command leaves there is filled in on the page, and arrives as it was filled in', async () => {
  const form: Form = {
    ...{ id: 'agreement.create', language: 'nl', command: 'agreement.create', args: { caseId: 'c1' } },
    ...{ title: 'Nieuwe afspraak', submit: 'Plaatsen', cancel: 'Annuleren' },
    fields: [
      { kind: 'text', name: 'title', label: 'Wat spreken we af?', maxLength: 80 },
      {
        kind: 'choice',
        name: 'owner',
        label: 'Wie doet het?',
        options: [
          { value: 'p1', label: 'De mentor' },
          { value: 'p2', label: 'De regiehouder' },
        ],
      },
      { kind: 'date', name: 'due', label: 'Wanneer is het klaar?' },
    ],
  };
  opened.useCases.answer({ form });
  await opened.tenant.teams.say(lead, await opened.tenant.teams.personal(lead), 'afspraak');
  opened.useCases.answer({ reply: says('Afspraak 1 staat erin.') });
  await page.sees('Wat spreken we af?');
  await page.type('Wat spreken we af?', 'Onderwijsplan');
  await page.choose('De regiehouder');
  await page.type('Wanneer is het klaar?', 'vrijdag');
  if (FOLDER) await page.screenshot(join(FOLDER, 'form.png'));
  await page.click('Plaatsen');
  await page.sees('Afspraak 1 staat erin.');
  expect(opened.useCases.inbound.at(-1)?.request).toMatchObject({
    ...{ type: 'submit', command: 'agreement.create', args: { caseId: 'c1' } },
    values: { title: 'Onderwijsplan', owner: 'p2', due: 'vrijdag' },
  });
});
