import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HOW, subjectless } from '../../tools/layers/comments.ts';
import { textsOf } from '../../tools/layers/imports.ts';

const root = join(import.meta.dirname, '../..');

const found = [...textsOf(root)].flatMap(([file, text]) => subjectless(file, text));

describe('a doc comment says what it is about', () => {
  it('with a subject', () => {
    expect(found.map(({ file, line, comment }) => `${file}:${line} ${comment}\n${HOW}`)).toEqual([]);
  });

  it('or is found, on one line and on several, with the code below it', () => {
    const open = '/*'.concat('*');
    const text = `${open} Of a room. */
export const a = 1;
${open}
 * Who may see it.
 */
function b() {}
${open} A room. */
const c = 1;
`;
    expect(subjectless('x.ts', text)).toEqual([
      { file: 'x.ts', line: 1, comment: 'Of a room.', above: 'export const a = 1;' },
      { file: 'x.ts', line: 3, comment: 'Who may see it.', above: 'function b() {}' },
    ]);
  });
});
