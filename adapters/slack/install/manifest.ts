import { EVENTS_PATH, REDIRECT_PATH } from '../connection/receiver.ts';
import { SHORTCUT } from '../inbound.ts';
import { EVENTS } from '../incoming/events.ts';
import { ORGANISATION_EVENTS } from './departures.ts';

type Language = 'nl' | 'en';

/**
 * Rights of the bot, each for something it does: answer commands, write, open and close private channels and bring
 * people in (also, where the workspace allows it, of another organisation), hear what happens to them, look for its own message after an unclear send, write to one person, know
 * who somebody is, pin the overview.
 */
export const SCOPES = [
  'chat:write',
  'commands',
  'conversations.connect:write',
  'groups:history',
  'groups:read',
  'groups:write',
  'im:history',
  'im:write',
  'pins:write',
  'users:read',
  'users:read.email',
] as const;

/** Where a browser comes back that signs in to the web with Slack; who it is, is all that is asked there. */
const SIGN_IN_PATH = '/sign-in/slack/back';

interface SlashCommand {
  readonly command: string;
  readonly description: string;
  readonly usage_hint?: string;
}

const WORDS: Readonly<
  Record<Language, { short: string; long: string; shortcut: [string, string]; commands: SlashCommand[] }>
> = {
  nl: {
    short: 'Houdt afspraken vast rond een kind dat thuiszit, tot ze gelukt zijn.',
    long: 'Schakel houdt de afspraken bij rond een kind dat thuiszit zonder school. Elke casus heeft een eigen besloten kanaal. Daar staat wie wat doet, voor wanneer, en wanneer het klaar is. Je krijgt hooguit één berichtje per werkdag over wat er openstaat. Blijft iets liggen, dan vraagt Schakel hulp aan wie daarvoor is aangewezen. Schakel besluit niets en verwijt niemand iets.',
    shortcut: ['Maak een afspraak', 'Maak van dit bericht een afspraak'],
    commands: [
      {
        command: '/schakel',
        description: 'Alles van Schakel: afspraken, casus, regie, hulp',
        usage_hint:
          'hulp | afspraak | klopt 2 | klaar 2 | vast 2 | afspraken | casus | intake | regie | wie | toestemming | trajecten | termijnen | afwezig',
      },
      { command: '/afspraak', description: 'Maak een nieuwe afspraak', usage_hint: '[wat]' },
      { command: '/klaar', description: 'Meld een afspraak klaar', usage_hint: '[nummer]' },
      { command: '/klopt', description: 'Zeg dat een afspraak klopt', usage_hint: '[nummer] | alles' },
      { command: '/afspraken', description: 'Laat zien wat er openstaat' },
    ],
  },
  en: {
    short: 'Keeps the agreements around a child who is at home without school, until they are done.',
    long: 'Schakel keeps the agreements around a child who is at home without school. Every case has a private channel of its own. It shows who does what, by when, and when it is done. You get at most one short message each working day about what is open. When something gets stuck, Schakel asks the people who were named to help. Schakel decides nothing and blames nobody.',
    shortcut: ['Make an agreement', 'Make an agreement out of this message'],
    commands: [
      {
        command: '/schakel',
        description: 'Everything of Schakel: agreements, case, lead, help',
        usage_hint:
          'help | agreement | correct 2 | done 2 | stuck 2 | agreements | case | intake | lead | who | consent | tracks | terms | absent',
      },
      { command: '/agreement', description: 'Make a new agreement', usage_hint: '[what]' },
      { command: '/done', description: 'Report an agreement done', usage_hint: '[number]' },
      { command: '/correct', description: 'Say that an agreement is right', usage_hint: '[number] | all' },
      { command: '/agreements', description: 'Show what is open' },
    ],
  },
};

/**
 * Returns the manifest that an administrator pastes into Slack ("Create an app", "From a manifest"). With Socket Mode
 * no address of ours is needed; `publicUrl` is where Slack reaches us otherwise, without a path. With `oauth` many
 * workspaces and whole organisations can install the app, their browsers come back to `publicUrl`, people can sign in
 * to the web with Slack, and tokens are renewed every twelve hours.
 */
export function slackManifest(
  language: Language,
  publicUrl: string,
  { socketMode, oauth = false }: { readonly socketMode: boolean; readonly oauth?: boolean },
) {
  const words = WORDS[language];
  const url = socketMode ? {} : { url: address(publicUrl) };
  const requestUrl = socketMode ? {} : { request_url: address(publicUrl) };
  const redirect = oauth
    ? { redirect_urls: [REDIRECT_PATH, SIGN_IN_PATH].map((path) => new URL(path, publicUrl).href) }
    : {};
  const user = oauth ? { user: ['openid'] } : {};
  const events = oauth ? [...EVENTS, ...ORGANISATION_EVENTS] : [...EVENTS];
  return {
    display_information: {
      name: 'Schakel',
      description: words.short,
      long_description: words.long,
      background_color: '#1d4f5f',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        // Nobody reads what would be typed there; the buttons in the messages do work.
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Schakel', always_online: true },
      shortcuts: [
        { name: words.shortcut[0], type: 'message', callback_id: SHORTCUT, description: words.shortcut[1] },
      ],
      slash_commands: words.commands.map((one) => ({ ...one, ...url, should_escape: false })),
    },
    oauth_config: { ...redirect, scopes: { bot: [...SCOPES], ...user } },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: events.sort() },
      interactivity: { is_enabled: true, ...requestUrl },
      org_deploy_enabled: oauth,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: oauth,
    },
  };
}

function address(publicUrl: string): string {
  return new URL(EVENTS_PATH, publicUrl).href;
}
