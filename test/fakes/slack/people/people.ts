import { isTrue, text } from '../events/read.ts';
import { asSent } from '../events/sent.ts';
import { asBot, type Front, type Methods, refuse } from '../front.ts';
import type { Json } from '../types.ts';
import type { Person } from '../world.ts';
import { sharesChannel } from './membership.ts';

/** Methods about people are answered here: the emulator knows no time zones, locales, guests or other workspaces. */
export function peopleMethods(front: Front): Methods {
  return {
    'api.test': (args) => ({ ok: true, args }),
    'auth.test': () => authTest(front),
    'team.info': () => ({ ok: true, team: { ...front.world.team, domain: 'stand-in' } }),
    'users.info': (args) => info(front, args),
    'users.lookupByEmail': (args) => byEmail(front, text(args.email)),
  };
}

async function authTest(front: Front): Promise<Json> {
  const answer = await asBot(front, 'auth.test', {});
  const { bot, team } = front.world;
  return {
    ...answer,
    url: 'https://stand-in.slack.com/',
    team: team.name,
    team_id: team.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  };
}

function info(front: Front, args: Json): Json {
  const { users, bot, team } = front.world;
  if (args.user === bot.userId)
    return { ok: true, user: { id: bot.userId, team_id: team.id, name: 'schakel', is_bot: true } };
  const found = users.get(text(args.user));
  if (found === undefined || (found.isStranger && !sharesChannel(front, found)))
    return refuse('user_not_found');
  return { ok: true, user: userOf(found, isTrue(args.include_locale)) };
}

function byEmail(front: Front, email: string): Json {
  const found = [...front.world.users.values()].find(
    (user) => user.email?.toLowerCase() === email.toLowerCase() && !user.isStranger && !user.isDeactivated,
  );
  return found === undefined ? refuse('users_not_found') : { ok: true, user: userOf(found, false) };
}

/** A person as `users.info` and the event `user_change` tell it. */
export function userOf(user: Person, withLocale: boolean): Json {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    real_name: asSent(user.realName),
    deleted: user.isDeactivated,
    tz: user.tz,
    is_bot: false,
    is_app_user: false,
    is_admin: user.runsIt !== null,
    is_owner: user.runsIt === 'owner',
    is_restricted: user.isGuest !== false,
    is_ultra_restricted: user.isGuest === 'single',
    is_stranger: user.isStranger,
    ...(withLocale ? { locale: user.locale } : {}),
    profile: {
      real_name: asSent(user.realName),
      display_name: user.name,
      ...(user.email === null ? {} : { email: user.email }),
    },
  };
}
