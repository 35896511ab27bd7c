import { createServer } from 'node:http';
import {
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type Request,
  type Response,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import { closed, listening, parsed, textOf } from '../connector/http.ts';
import type { TeamsStandIn } from '../index.ts';

export const APP_ID = '00000000-0000-4000-8000-000000000b07';
export const SECRET = 'a secret that nobody asks for here';

export interface SmallBot {
  readonly url: string;
  readonly adapter: CloudAdapter;
  close(): Promise<void>;
}

export type Pressed = (context: TurnContext, value: AdaptiveCardInvokeValue) => Promise<object>;

/** The bot's behaviour: `onMessage` and the like, and one function for buttons. */
export class Handler extends TeamsActivityHandler {
  pressed: Pressed = async () => ({ statusCode: 501 });
  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    value: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    return (await this.pressed(context, value)) as AdaptiveCardInvokeResponse;
  }
}

/** A card with words and a button for each title; each sends what it is called. */
export function cardOf(words: string, titles: readonly string[], type = 'Action.Execute', more: object = {}) {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: words, wrap: true }],
      actions: titles.map((title) => ({ type, title, verb: 'pressed', data: { called: title } })),
      ...more,
    },
  };
}

/** Starts a small real bot on the stand-in: it checks the tokens that it gets, and needs none to answer. */
export async function startBot(teams: TeamsStandIn, listen: (bot: Handler) => void): Promise<SmallBot> {
  const factory = new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: APP_ID,
    MicrosoftAppPassword: SECRET,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: teams.tenantId,
  });
  factory.createCredentials = async () => ({ signRequest: async (request) => request });
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      { ToBotFromChannelOpenIdMetadataUrl: teams.openIdUrl, ...PUBLIC_CLOUD },
      factory,
    ),
  );
  const handler = new Handler();
  listen(handler);
  const server = createServer(async (incoming, outgoing) => {
    const body = parsed(await textOf(incoming));
    const request = { body, headers: incoming.headers, method: incoming.method } as unknown as Request;
    const response = {
      socket: outgoing.socket,
      header: (name: string, value: string) => outgoing.setHeader(name, value),
      status: (code: number) => {
        outgoing.statusCode = code;
      },
      send: (sent: unknown) => void outgoing.write(JSON.stringify(sent)),
      end: () => void outgoing.end(),
    } as unknown as Response;
    await adapter.process(request, response, (context: TurnContext) => handler.run(context));
  });
  const url = `${await listening(server)}/api/messages`;
  teams.connect(url);
  return { url, adapter, close: () => closed(server) };
}

/** botbuilder forgets these as soon as another address for the keys is given. */
const PUBLIC_CLOUD = {
  ValidateAuthority: 'true',
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: 'https://api.botframework.com',
  ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
  OAuthUrl: 'https://token.botframework.com/',
  ToBotFromEmulatorOpenIdMetadataUrl:
    'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
  CallerId: 'urn:botframework:azure',
};
