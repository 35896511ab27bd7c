import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '..', file), 'utf8');
const project = z
  .object({ version: z.string(), license: z.string() })
  .parse(JSON.parse(read('package.json')));

/** The publiccode.yml standard makes these mandatory, with their lengths. */
const described = z.object({
  shortDescription: z.string().max(150),
  longDescription: z.string().min(150).max(10_000),
  features: z.array(z.string()).min(1),
});
const publiccode = z.object({
  publiccodeYmlVersion: z.string().regex(/^0\.\d+$/),
  name: z.literal('Schakel'),
  url: z.url(),
  softwareVersion: z.literal(project.version),
  developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
  softwareType: z.string().regex(/^(standalone\/(mobile|iot|desktop|web|backend|other)|addon|library)$/),
  platforms: z.array(z.string()).min(1),
  description: z.object({ nl: described, en: described }),
  legal: z.object({ license: z.literal(project.license) }),
  maintenance: z.object({
    type: z.literal('community'),
    contacts: z.array(z.object({ name: z.string() })).min(1),
  }),
  localisation: z.object({ localisationReady: z.boolean(), availableLanguages: z.array(z.string()).min(1) }),
});

it('publiccode.yml has all that the standard asks for, and the version and licence of package.json', () => {
  expect(publiccode.safeParse(parse(read('publiccode.yml'))).error).toBeUndefined();
});

it('the licence is the whole text, from its title to its appendix', () => {
  const licence = read('LICENSE');
  expect(licence).toMatch(/^EUROPEAN UNION PUBLIC LICENCE v\. 1\.2\n/);
  for (let article = 1; article <= 15; article += 1)
    expect(licence).toMatch(new RegExp(`^${article}\\.`, 'm'));
  expect(licence.trimEnd()).toMatch(/require the production of a new EUPL version\.$/);
});
