import { readdirSync, readFileSync } from 'node:fs';
import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Channel } from '../../../test/fakes/slack/types.ts';
import { METHODS, scopeOf } from '../../../test/fakes/slack/web-api/methods.ts';
import { register } from '../inbound.ts';
import type { InboundDeps } from '../incoming/reply.ts';
import { SCOPES, slackManifest } from './manifest.ts';

const LANGUAGES = ['nl', 'en'] as const;
const ADDRESS = 'https://schakel.example.org';
const manifests = LANGUAGES.map((language) => slackManifest(language, ADDRESS, { socketMode: false }));

/** Collects the names that the adapter really listens to. */
function listeners(): { commands: string[]; events: string[]; shortcuts: string[] } {
  const found = { commands: [] as string[], events: [] as string[], shortcuts: [] as string[] };
  const app = {
    command: (name: string) => void found.commands.push(name),
    event: (name: string) => void found.events.push(name),
    shortcut: (one: { callback_id: string }) => void found.shortcuts.push(one.callback_id),
    action: () => undefined,
    view: () => undefined,
  };
  register(app as unknown as App, {} as InboundDeps);
  return found;
}

/** Lengths and shapes as Slack's published manifest schema has them (slackapi/manifest-schema, version 1). */
const text = (most: number, least = 1) => z.string().min(least).max(most);
const url = z.url({ protocol: /^https$/ }).optional();
const Schema = z.strictObject({
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    long_description: text(4000, 175),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.record(z.string(), z.boolean()),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.enum(['message', 'global']),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z]{1,31}$/),
          description: text(2000),
          usage_hint: text(1000).optional(),
          should_escape: z.boolean(),
          url,
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(text(100)) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(text(50)).max(100), request_url: url }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

describe('the manifest', () => {
  it.each(LANGUAGES)('keeps to the lengths of Slack (%s)', (language) => {
    for (const socketMode of [true, false]) {
      expect(Schema.safeParse(slackManifest(language, ADDRESS, { socketMode })).error).toBeUndefined();
    }
  });

  it.each(LANGUAGES)('that is in the folder is the one that the code makes (%s)', (language) => {
    const file = new URL(`../../../manifest/slack/manifest.${language}.json`, import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(
      slackManifest(language, ADDRESS, { socketMode: true }),
    );
  });

  it('names no address when Slack needs none', () => {
    expect(JSON.stringify(slackManifest('nl', ADDRESS, { socketMode: true }))).not.toContain('https://');
    expect(JSON.stringify(manifests[0]).match(/https:[^"]*/g)).toEqual(
      Array.from({ length: 7 }, () => 'https://schakel.example.org/slack/events'),
    );
  });

  it('asks for the commands, shortcuts and events that are listened to, and for no others', () => {
    const heard = listeners();
    const commands = manifests.flatMap((one) => one.features.slash_commands.map((c) => c.command));
    expect([...new Set(commands)].sort()).toEqual(heard.commands.sort());
    for (const one of manifests) {
      expect(one.settings.event_subscriptions.bot_events).toEqual(heard.events.sort());
      expect(one.features.shortcuts.map((s) => s.callback_id)).toEqual(heard.shortcuts);
    }
  });

  it('asks for the rights that are used, and for no others', () => {
    const used = new Set<string>(['commands']);
    for (const method of methodsCalled()) {
      expect(Object.keys(METHODS)).toContain(method);
      for (const kind of ['private', 'im'] as const) {
        const scope = scopeOf(method, { is_private: true }, { kind } as Channel);
        // Direct conversations are opened and read; making, inviting, archiving, and who else reads it is for rooms.
        const isOfRooms =
          (scope === 'im:write' && method !== 'conversations.open') ||
          (scope === 'im:read' && /^conversations\.(info|members)$/.test(method));
        if (scope !== null && !isOfRooms) used.add(scope);
      }
    }
    for (const event of listeners().events) {
      if (/^(group_|member_)/.test(event)) used.add('groups:read');
      if (event === 'user_change') used.add('users:read');
    }
    // The e-mail address stands in users.info only with this right.
    if (source().includes('profile?.email')) used.add('users:read.email');
    expect([...used].sort()).toEqual([...SCOPES]);
  });
});

function source(): string {
  const folder = new URL('../', import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
}

/** Methods of the Web API that stand in the adapter's code. */
function methodsCalled(): string[] {
  const calls = source().matchAll(/\b(?:client|dialogs)\.([a-z]+)\.([A-Za-z]+)\(/g);
  return [...new Set([...calls].map(([, family, method]) => `${family}.${method}`))].sort();
}
