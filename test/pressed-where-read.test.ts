import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partsOf } from '../src/domain/for-you/message-parts.ts';
import type { Action, Document, Form } from '../src/ports/document.ts';
import { compose } from '../src/text/compose.ts';
import { EXAMPLES } from './fixtures/messages.ts';
import { NL } from './fixtures/reading.ts';
import { type Opened, openSlack } from './support/adapters/slack-adapter.ts';
import {
  type OpenedTeams,
  openTeams,
  TEAMS_PEOPLE,
  TEAMS_WORKSPACE,
} from './support/adapters/teams-adapter.ts';
import { actorInTeams } from './support/people/actor-in-teams.ts';
import { readMessage } from './support/reading/in-slack.ts';
import { RECIPIENTS } from './support/told/told-recipients.ts';

/** The messages that go to somebody, or to a room: letters have links of their own. */
const MESSAGES = Object.values(EXAMPLES).filter((message) => {
  const parts = Object.entries(RECIPIENTS).filter(([part]) => part.split(' ')[0] === message.type);
  return !parts.every(([, all]) => all.every((one) => one === 'letter'));
});

/** A bundle is pressed question by question: its example asks everything there is about one agreement. */
const PARTS = MESSAGES.flatMap((message) =>
  message.type === 'ConfirmRequest'
    ? { ...message, agreements: message.agreements.slice(0, 1) }
    : partsOf(message).map((part) => part.message),
);

const actionsOf = ({ blocks }: Document): Action[] =>
  blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
/** Returns what the application is to be asked by a button. */
const requestOf = ({ does, args }: Action): object =>
  'command' in does
    ? { type: 'command', command: does.command, args }
    : { type: 'form', form: does.form, args };
/** Each button once; of several with the same words the value behind it says which. */
const buttonsOf = (document: Document): { action: Action; value: string | undefined }[] => {
  const all = actionsOf(document);
  const alike = (label: string): number => all.filter((one) => one.label === label).length;
  return all.map((action) => ({
    action,
    value: alike(action.label) > 1 ? JSON.stringify(action.args) : undefined,
  }));
};

/** The form that opens behind a button that asks for one. */
const FORM: Form = {
  id: 'agreement.stuck',
  title: 'Ik loop vast',
  fields: [{ kind: 'text', name: 'words', label: 'Wat is er nodig?', maxLength: 300 }],
  submit: 'Versturen',
  cancel: 'Annuleren',
  command: 'agreement.stuck',
  args: {},
};

/** The real adapters post in the local Slack and Teams: what is posted can be pressed, and asks what it says. */
describe('every button of every message does on its platform what it does in the application', () => {
  let slack: Opened;
  let teams: OpenedTeams;
  beforeAll(async () => {
    slack = await openSlack('signed HTTP');
    teams = await openTeams();
    await teams.tenant.teams.personal(TEAMS_PEOPLE.lead.aadObjectId);
    for (const { useCases } of [slack, teams])
      useCases.answer(({ request }) => (request.type === 'form' ? { form: FORM } : {}));
  });
  afterAll(async () => {
    await slack?.close();
    await teams?.close();
  });

  describe.each(PARTS.map((message, i) => [message.type, i, message] as const))(
    '%s (%i)',
    (_type, _i, message) => {
      const document = compose(message, NL);

      it('in Slack', async () => {
        // A message a second is what Slack takes.
        slack.clock.turn(5_000);
        const workspace = { id: 'w', externalId: 'T0STANDIN', settings: {} };
        const posted = await slack.app.platform.post(
          { workspace, target: { person: 'U0LEAD' }, mentions: {} },
          document,
          randomUUID(),
        );
        expect(posted).toMatchObject({ ok: true });
        await slack.slack.settled();
        const shown = slack.slack.dm('U0LEAD').at(-1);
        if (!shown) throw new Error('nothing was posted');
        expect(readMessage(shown).length).toBeGreaterThan(10);
        for (const { action, value } of buttonsOf(document)) {
          slack.useCases.inbound.length = 0;
          const which = value === undefined ? {} : { value };
          await slack.slack.as('U0LEAD').click({ channel: 'dm', ts: shown.ts }, action.label, which);
          await slack.slack.settled();
          expect(slack.useCases.inbound.at(-1)?.request).toEqual(requestOf(action));
          if (slack.slack.as('U0LEAD').hasView()) await slack.slack.as('U0LEAD').closeView();
        }
      });

      it('in Teams', async () => {
        const lead = TEAMS_PEOPLE.lead.aadObjectId;
        const to = { workspace: TEAMS_WORKSPACE, target: { person: lead }, mentions: {} };
        expect(await teams.app.platform.post(to, document, randomUUID())).toMatchObject({ ok: true });
        for (const { action } of buttonsOf(document)) {
          teams.useCases.inbound.length = 0;
          await actorInTeams(teams.tenant, lead).click({ channel: 'dm' }, action.label);
          // Of several with the same words the first is found: what it asks is one of theirs.
          const alike = actionsOf(document).filter(({ label }) => label === action.label);
          expect(alike.map(requestOf)).toContainEqual(teams.useCases.inbound.at(-1)?.request);
        }
      });
    },
  );
});
