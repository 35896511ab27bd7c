import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { biomeOverrides } from './biome-rules.ts';
import { withPicture } from './picture.ts';

/** `npm run layers`: writes what follows from the list of layers into biome.json and ARCHITECTURE.md. */
const root = join(import.meta.dirname, '../..');
const change = (file: string, to: (before: string) => string): void =>
  writeFileSync(join(root, file), to(readFileSync(join(root, file), 'utf8')));

change('biome.json', (before) => JSON.stringify({ ...JSON.parse(before), overrides: biomeOverrides() }));
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', 'biome.json'], { cwd: root });
change('ARCHITECTURE.md', (page) => withPicture(page));
