import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SHOWN } from '../tools/pictures/cards.ts';

const FOLDER = join(import.meta.dirname, '..', 'docs', 'pictures');

it('every card and form of the chat has a picture, and no picture is of what is no more (npm run pictures)', () => {
  const pictures = readdirSync(FOLDER).filter((file) => /^(?!web-).*\.png$/.test(file));
  expect(pictures.sort()).toEqual(SHOWN.map(({ name }) => `${name}.png`).sort());
  const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  for (const file of pictures) expect(index).toContain(`](${file})`);
});
