import project from '../../../package.json' with { type: 'json' };
import {
  FROM_MESSAGE,
  FULL,
  IN_CHAT,
  IN_ROOM,
  type Language,
  type MenuCommand,
  SHORT,
} from './manifest-words.ts';

/** The newest schema that Teams' own validation brings along; slash commands exist from 1.29. */
const SCHEMA = '1.30';
const SCHEMAS = `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA}`;

export interface ForTenant {
  /** Id of the app in Teams, a GUID. */
  readonly appId: string;
  /** Application (client) id of the bot's app registration, a GUID. */
  readonly botId: string;
  /** Where Teams reaches Schakel, without a path. */
  readonly publicUrl: string;
  /** The language of the manifest itself; the other one is in a file beside it. */
  readonly language: Language;
}

/**
 * Permissions that the owner of a team gives by adding the app, in that team alone. None of them reads what people
 * write. What holds for a whole tenant cannot stand here: docs/teams.md has it.
 */
export const TEAM_PERMISSIONS = [
  { name: 'Channel.Create.Group', why: 'open the channel of a case' },
  { name: 'Channel.Delete.Group', why: 'delete the channel that nobody may read any more' },
  {
    name: 'ChannelSettings.ReadWrite.Group',
    why: 'see which names are taken, keep its description up to date',
  },
  { name: 'TeamSettings.Read.Group', why: 'see that the whole team was archived' },
  { name: 'ChannelMember.ReadWrite.Group', why: 'bring the people of a case in, and take them out again' },
  { name: 'TeamsAppInstallation.Read.Group', why: 'find itself, to be present in the channel it opened' },
] as const;

/** The manifest.json of the app package. Throws when `publicUrl` is no address. */
export function teamsManifest({ appId, botId, publicUrl, language }: ForTenant): object {
  const { origin, host } = new URL(publicUrl);
  const other = otherThan(language);
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.schema.json`,
    manifestVersion: SCHEMA,
    version: project.version,
    id: appId,
    localizationInfo: {
      defaultLanguageTag: language,
      additionalLanguages: [{ languageTag: other, file: `${other}.json` }],
    },
    developer: {
      name: 'Schakel',
      websiteUrl: `${origin}/`,
      privacyUrl: `${origin}/privacy`,
      termsOfUseUrl: `${origin}/terms`,
    },
    name: { short: 'Schakel' },
    description: { short: SHORT[language], full: FULL[language] },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#1d4f5f',
    bots: [bot(botId, language)],
    composeExtensions: [messageMenu(botId, language)],
    // Without it the app does not exist in shared channels, where the cases are.
    supportsChannelFeatures: 'tier1',
    validDomains: [host],
    // Permissions in a team are tied to this registration; for them Teams wants some resource, and reads it nowhere.
    webApplicationInfo: { id: botId, resource: `api://${host}/${botId}` },
    authorization: {
      permissions: {
        resourceSpecific: TEAM_PERMISSIONS.map(({ name }) => ({ name, type: 'Application' })),
      },
    },
  };
}

/** The words of `teamsManifest` in another language, each with its place there. */
export function teamsLocalization(language: Language): object {
  const [title, description] = [FROM_MESSAGE.title[language], FROM_MESSAGE.description[language]];
  const commands = [IN_ROOM, IN_CHAT].flatMap((list, i) =>
    list.flatMap((one, j) => {
      const place = `bots[0].commandLists[${i}].commands[${j}]`;
      return [
        [`${place}.title`, one.title[language]],
        [`${place}.description`, one.description[language]],
      ];
    }),
  );
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.Localization.schema.json`,
    'name.short': 'Schakel',
    'description.short': SHORT[language],
    'description.full': FULL[language],
    ...Object.fromEntries(commands),
    'composeExtensions[0].commands[0].title': title,
    'composeExtensions[0].commands[0].description': description,
  };
}

export function otherThan(language: Language): Language {
  return language === 'nl' ? 'en' : 'nl';
}

function bot(botId: string, language: Language): object {
  return {
    botId,
    scopes: ['personal', 'team', 'groupChat'],
    supportsTargetedMessages: true,
    commandLists: [
      // The slash menu is for conversations of several people; in the personal chat typing is enough.
      {
        scopes: ['team', 'groupChat'],
        triggers: ['mention', 'slash'],
        commands: menu(IN_ROOM, language),
      },
      { scopes: ['personal'], triggers: ['mention'], commands: menu(IN_CHAT, language) },
    ],
  };
}

function menu(commands: readonly MenuCommand[], language: Language): object[] {
  return commands.map(({ title, description }) => ({
    title: title[language],
    description: description[language],
  }));
}

/** "Maak hier een afspraak van" on a message; the form comes from us. */
function messageMenu(botId: string, language: Language): object {
  const { title, description } = FROM_MESSAGE;
  return {
    botId,
    commands: [
      {
        id: 'make_agreement',
        type: 'action',
        context: ['message'],
        title: title[language],
        description: description[language],
        fetchTask: true,
      },
    ],
  };
}
