import type { Language } from '../../../src/domain/vocabulary.ts';
import { say } from '../../../src/text/words/translate.ts';
import type { Attachment, BotAnswer, Dialog, Message } from '../../fakes/teams/index.ts';
import { cardLines } from '../reading/in-teams.ts';
import type { Tenant } from '../schakel/parts/tenant.ts';
import type { Actor, Reaction } from './actor.ts';

type Values = Parameters<Actor['submit']>[0];

/** Somebody who acts on Teams. A form is a dialog, or the card that a typed command leaves in the personal chat. */
export function actorInTeams(tenant: Tenant, user: string, language: Language = 'nl'): Actor {
  const { teams } = tenant;
  const more = say(language, 'button.more');
  let form: { attachments: readonly Attachment[]; send(values: Values): Promise<Reaction> } | null = null;

  const place = async (channel: string): Promise<string> =>
    channel === 'dm' ? teams.personal(user) : tenant.channel(channel);

  /** Opens "more" where the button is behind it. */
  const sees = async ({ id }: Message, button: string): Promise<boolean> => {
    const there = () => teams.buttons(user, id).includes(button);
    if (there()) return true;
    if (!teams.buttons(user, id).includes(more)) return false;
    await teams.click(user, id, more);
    return there();
  };

  const find = async (channel: string, text: string | RegExp | undefined, button: string) => {
    const conversation = await place(channel);
    for (const message of teams.history(conversation).toReversed()) {
      if (message.from !== 'bot' || !holds(cardLines(message), text)) continue;
      if (await sees(message, button)) return message;
    }
    throw new Error(`no button “${button}” with ${text} in:\n${tenant.read(conversation).join('\n———\n')}`);
  };

  const inDialog = (dialog: Dialog): Reaction => {
    const errors = errorsOf(dialog.attachments);
    form =
      dialog.attachments.length === 0 ? null : { attachments: dialog.attachments, send: sendDialog(dialog) };
    return { ...came(dialog.answer), ...(errors ? { errors } : {}) };
  };
  const sendDialog =
    (dialog: Dialog) =>
    async (values: Values): Promise<Reaction> => {
      const next = await dialog.submit(sendButton(dialog.attachments), filled(dialog.attachments, values));
      return next ? inDialog(next) : { status: 200, body: '', acknowledgedInTime: true };
    };

  return {
    openHome: async () => came((await teams.say(user, await place('dm'), 'home')).answer),
    click: async (target, button) => {
      const at = target === 'home' ? { channel: 'dm' } : target;
      const { id } = await find(at.channel, 'text' in at ? at.text : undefined, button);
      if (teams.opensDialog(user, id, button)) return inDialog(await teams.open(user, id, button));
      return came(await tenant.press(user, id, button));
    },
    submit: async (values) => {
      if (!form) throw new Error('there is no form open');
      const { send } = form;
      form = null;
      return send(values);
    },
    command: async (channel, line) => {
      const chat = await place('dm');
      const before = teams.history(chat).length;
      const said = line.replace(/^\/(schakel )?/, '');
      const { answer } = await teams.say(user, await place(channel), said, { mention: channel !== 'dm' });
      const card = teams
        .history(chat)
        .slice(before)
        .find((m) => inputsOf(m.attachments).length > 0);
      if (card)
        form = {
          attachments: card.attachments,
          send: async (values) =>
            came(
              await teams.click(
                user,
                card.id,
                sendButton(card.attachments),
                filled(card.attachments, values),
              ),
            ),
        };
      return came(answer);
    },
  };
}

function came(answer: BotAnswer | null): Reaction {
  if (!answer) throw new Error('Schakel did not hear of it');
  return {
    status: answer.status,
    body: JSON.stringify(answer.body),
    acknowledgedInTime: answer.status === 200,
  };
}

function holds(words: string, wanted: string | RegExp | undefined): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? words.includes(wanted) : wanted.test(words);
}

interface Part {
  readonly type?: string;
  readonly id?: string;
  readonly title?: string;
  readonly verb?: string;
  readonly style?: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  readonly body?: readonly Part[];
  readonly items?: readonly Part[];
  readonly actions?: readonly Part[];
}

function partsOf(attachments: readonly Attachment[]): Part[] {
  const inside = (part: Part): Part[] => [
    part,
    ...[...(part.body ?? []), ...(part.items ?? []), ...(part.actions ?? [])].flatMap(inside),
  ];
  return attachments.flatMap(({ content }) => inside(content as Part));
}

function inputsOf(attachments: readonly Attachment[]): Part[] {
  return partsOf(attachments).filter((part) => part.type?.startsWith('Input.'));
}

function sendButton(attachments: readonly Attachment[]): string {
  const found = partsOf(attachments).filter(({ type }) => type?.startsWith('Action.'));
  if (found.length !== 1) throw new Error('a form has one button');
  return found[0]?.title ?? '';
}

/** Returns the words at each field in the colour of attention. */
function errorsOf(attachments: readonly Attachment[]): Record<string, string> | null {
  const found = partsOf(attachments).filter(({ style }) => style === 'attention');
  if (found.length === 0) return null;
  const words = (content: Part): string =>
    cardLines({ text: '', attachments: [{ contentType: '', content: { body: [content] } }] });
  return Object.fromEntries(found.map((part, i) => [String(i), words(part)]));
}

/** Choices by their words, as a person chooses them. */
function filled(attachments: readonly Attachment[], values: Values): Record<string, string> {
  const inputs = inputsOf(attachments);
  const given = Object.entries(values).filter((entry) => entry[1] !== null);
  return Object.fromEntries(
    given.map(([name, value]) => {
      const choices = inputs.find(({ id }) => id === name)?.choices;
      const one = (word: string) => choices?.find((c) => c.title === word || c.value === word)?.value ?? word;
      return [name, typeof value === 'string' ? one(value) : (value ?? []).map(one).join(',')];
    }),
  );
}
