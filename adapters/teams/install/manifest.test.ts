import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { COMMAND_WORDS, understandCommand } from '../../../src/app/command-line/understand-command.ts';
import { agreement, CALENDAR, caseState } from '../../../test/support/cases/case-builder.ts';
import { teamsPackage } from './app-package.ts';

const LANGUAGES = ['nl', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
const APP = '3f1c2b7a-5d6e-4f80-9a1b-2c3d4e5f6071';

/** The parts of the manifest that are looked at here; Teams' own schema looks at the rest. */
const Command = z.object({ title: z.string(), description: z.string() });
const Manifest = z.object({
  id: z.string(),
  name: z.object({ short: z.string() }),
  description: z.object({ short: z.string(), full: z.string() }),
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.object({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.tuple([z.object({ languageTag: z.string(), file: z.string() })]),
  }),
  bots: z.tuple([
    z.object({
      botId: z.string(),
      commandLists: z.array(
        z.object({
          scopes: z.array(z.string()),
          triggers: z.array(z.string()),
          commands: z.array(Command).min(1),
        }),
      ),
    }),
  ]),
  composeExtensions: z.tuple([z.object({ botId: z.string(), commands: z.tuple([Command]) })]),
  validDomains: z.array(z.string()),
});

const folder = mkdtempSync(join(tmpdir(), 'teams-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

function packageIn(language: Language): Record<string, Uint8Array> {
  const publicUrl = 'https://schakel.example.org/somewhere';
  return unzipSync(teamsPackage({ appId: APP, botId: APP, publicUrl, language }));
}

function jsonIn(files: Record<string, Uint8Array>, name: string): unknown {
  return JSON.parse(strFromU8(files[name] ?? new Uint8Array()));
}

const manifestIn = (language: Language) => Manifest.parse(jsonIn(packageIn(language), 'manifest.json'));
const menusOf = (language: Language) => manifestIn(language).bots[0].commandLists;

describe('the app package', () => {
  it.each(LANGUAGES)('is what Teams calls valid (%s)', async (language) => {
    const files = packageIn(language);
    const file = join(folder, `${language}-manifest.json`);
    writeFileSync(file, files['manifest.json'] ?? '');
    const [, problems] = await AppManifestUtils.readAndValidateTeamsManifest(file);
    expect(problems).toEqual([]);
  });

  it('would not be valid with a word too many', async () => {
    const long = { ...(jsonIn(packageIn('nl'), 'manifest.json') as object), name: { short: 'S'.repeat(31) } };
    const problems = await AppManifestUtils.validateAgainstSchema(long as TeamsManifest);
    expect(problems.join()).toContain('/name/short');
  });

  it.each(LANGUAGES)('holds what its manifest names, and nothing else (%s)', (language) => {
    const { icons, localizationInfo } = manifestIn(language);
    const named = [icons.color, icons.outline, localizationInfo.additionalLanguages[0].file];
    expect(Object.keys(packageIn(language)).sort()).toEqual(['manifest.json', ...named].sort());
  });

  it.each([
    ['nl', 'en'],
    ['en', 'nl'],
  ] as const)('in %s, read in %s, says what the package in that language says', (base, other) => {
    const files = packageIn(base);
    const words = Object.entries(jsonIn(files, `${other}.json`) as Record<string, string>);
    const translated = jsonIn(files, 'manifest.json') as object;
    for (const [place, text] of words.filter(([key]) => key !== '$schema')) {
      expect(
        PLACES.some((known) => known.test(place)),
        place,
      ).toBe(true);
      put(translated, place, text);
    }
    const direct = jsonIn(packageIn(other), 'manifest.json') as object;
    expect(translated).toEqual({ ...direct, localizationInfo: manifestIn(base).localizationInfo });
  });

  it('is the same bytes every time it is made', () => {
    const tenant = {
      appId: APP,
      botId: APP,
      publicUrl: 'https://schakel.example.org',
      language: 'nl',
    } as const;
    expect(teamsPackage(tenant)).toEqual(teamsPackage(tenant));
  });

  it('is of the app and the address it was made for, without a path', () => {
    const { id, bots, composeExtensions, validDomains } = manifestIn('nl');
    expect([id, bots[0].botId, composeExtensions[0].botId]).toEqual([APP, APP, APP]);
    expect(validDomains).toEqual(['schakel.example.org']);
  });
});

/** Every place that a localization file may name, by Microsoft's schema. Its patterns are too old for its own validator. */
const PLACES = (() => {
  const file = 'build/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json';
  const path = createRequire(import.meta.url).resolve(`@microsoft/app-manifest/${file}`);
  const schema = z
    .object({
      properties: z.record(z.string(), z.unknown()),
      patternProperties: z.record(z.string(), z.unknown()),
    })
    .parse(JSON.parse(readFileSync(path, 'utf8')));
  const plain = Object.keys(schema.properties).map((name) => `^${name.replaceAll('.', '\\.')}$`);
  return [...plain, ...Object.keys(schema.patternProperties)].map((pattern) => new RegExp(pattern));
})();

/** Puts a text where a localization file says: `bots[0].commandLists[1].commands[2].title`. */
function put(into: object, place: string, text: string): void {
  const path = place.split(/[.[\]]+/).filter((part) => part !== '');
  const last = path.pop() as string;
  const parent = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], into);
  expect(parent, place).toHaveProperty(last);
  (parent as Record<string, unknown>)[last] = text;
}

describe('the menus', () => {
  const understood = (text: string, language: Language, inRoom: boolean) =>
    understandCommand('schakel', text, {
      state: inRoom ? caseState({ agreements: [agreement({ number: 2 })] }) : null,
      me: 'p-owner',
      today: '2027-03-12',
      language,
      calendar: CALENDAR,
    });
  /** The words that need a code behind them; the code itself is asked for before these words are read. */
  const CODES = ['refused.codeMissing', 'refused.workspaceCodeMissing'];

  it.each(LANGUAGES)('have only words that are understood where they stand (%s)', (language) => {
    for (const { scopes, commands } of menusOf(language))
      for (const { title } of commands) {
        const meant = understood(title, language, !scopes.includes('personal'));
        if (meant.does === 'say') expect(CODES, title).toContain(meant.key);
      }
  });

  it.each(LANGUAGES)('have examples that are understood (%s)', (language) => {
    const examples = menusOf(language).flatMap(({ scopes, commands }) =>
      commands.flatMap(({ title, description }) => {
        const example = description.split(': ')[1];
        return example ? [{ title, example, inRoom: !scopes.includes('personal') }] : [];
      }),
    );
    expect(examples.length).toBeGreaterThan(5);
    for (const { title, example, inRoom } of examples) {
      expect(example.startsWith(`${title} `), example).toBe(true);
      const meant = understood(example, language, inRoom);
      if (meant.does === 'say') expect(CODES, example).toContain(meant.key);
    }
  });

  it('mean the same in both languages', () => {
    const meanings = LANGUAGES.map((language) =>
      menusOf(language).map(({ scopes, commands }) =>
        commands.map(({ title }) => understood(title, 'nl', !scopes.includes('personal'))),
      ),
    );
    expect(meanings[0]).toEqual(meanings[1]);
  });

  it('have every word there is, but for a second word for the same and what a button leads to', () => {
    const shown = LANGUAGES.flatMap((language) =>
      menusOf(language).flatMap(({ commands }) => commands.map(({ title }) => title.split(' ')[0])),
    );
    const left = COMMAND_WORDS.filter((word) => !word.includes(' ') && !shown.includes(word));
    expect(left.sort()).toEqual([
      'absent',
      'achtervang',
      'anders',
      'ask',
      'bezwaar',
      'consent',
      'date',
      'datum',
      'deputy',
      'different',
      'examples',
      'invite',
      'lukt',
      'objection',
      'phone',
      'questions',
      'telefonisch',
      'termijnen',
      'terms',
      'toestemming',
      'track',
      'tracks',
      'traject',
      'trajecten',
      'uitnodigen',
      'voorbeelden',
      'vragen',
      'werkwijze',
      'who',
      'wie',
    ]);
  });

  it('offer slash commands only where several people talk', () => {
    for (const { scopes, triggers } of menusOf('nl'))
      expect(triggers.includes('slash')).toBe(!scopes.includes('personal'));
  });
});

describe('the icons', () => {
  let files: Record<string, Uint8Array>;
  beforeAll(() => {
    files = packageIn('nl');
  });

  it('are in colour, 192 by 192, without a hole', () => {
    const { width, height, pixels } = decode(files['color.png']);
    expect([width, height]).toEqual([192, 192]);
    expect(pixels.every((p) => p[3] === 255)).toBe(true);
    expect(new Set(pixels.map(String)).size).toBeGreaterThan(2);
  });

  it('and white on transparent, 32 by 32', () => {
    const { width, height, pixels } = decode(files['outline.png']);
    expect([width, height]).toEqual([32, 32]);
    expect(pixels.every(([r, g, b]) => r === 255 && g === 255 && b === 255)).toBe(true);
    const seen = pixels.filter((p) => p[3] === 255).length;
    const through = pixels.filter((p) => p[3] === 0).length;
    expect(seen).toBeGreaterThan(50);
    expect(through).toBeGreaterThan(500);
  });
});

type Pixel = readonly [number, number, number, number];

/** A PNG of 8-bit RGBA without row filters, which is what these are. */
function decode(file: Uint8Array | undefined): { width: number; height: number; pixels: Pixel[] } {
  const png = Buffer.from(file ?? []);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect([png[24], png[25]]).toEqual([8, 6]);
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const rows = inflateSync(Buffer.concat(parts));
  const filters = Array.from({ length: height }, (_, y) => rows[y * (width * 4 + 1)]);
  expect(new Set(filters)).toEqual(new Set([0]));
  const pixels = Array.from({ length: width * height }, (_, i): Pixel => {
    const at = Math.floor(i / width) * (width * 4 + 1) + 1 + (i % width) * 4;
    return [rows[at] ?? -1, rows[at + 1] ?? -1, rows[at + 2] ?? -1, rows[at + 3] ?? -1];
  });
  return { width, height, pixels };
}
