import type { FileRung } from '../../../domain/region/region-file.ts';
import type { Block } from '../../../ports/document.ts';
import { word } from '../../words/tools.ts';
import { change, contactName, nameOf, remove, row, type Section, type Setup, says, small } from './setup.ts';

const HIGHEST = 6;

/** The steps above the case lead, and who is alerted by itself. */
export function ladderSections(s: Setup): Section[] {
  const { file, reader } = s;
  const rungs = file.ladder.map(
    (r): Section => ({
      title: word(reader, 'manage.rungTitle', { rung: r.rung, title: r.title }),
      blocks: rung(s, r),
    }),
  );
  const full = file.ladder.length > HIGHEST - 3;
  return [
    {
      title: word(reader, 'manage.escalationTitle'),
      blocks: [
        says(s, 'manage.escalationNow', {
          name: file.escalationContact ? nameOf(file, file.escalationContact) : 'none',
          days: file.timers.escalation,
          button: file.escalationNeedsButton ? 'yes' : 'no',
        }),
        row(change(s, 'manage.b.change', 'manage.escalation')),
      ],
    },
    ...rungs,
    ...(full
      ? []
      : [
          {
            title: word(reader, 'manage.rungNew'),
            blocks: [small(s, 'manage.rungNewText'), row(change(s, 'manage.b.addRung', 'manage.rung'))],
          },
        ]),
  ];
}

function rung(s: Setup, r: FileRung): Block[] {
  const names = (list: readonly string[]): string => list.map((x) => contactName(s.file, x)).join(', ');
  return [
    says(s, 'manage.rungAsked', { names: names(r.contacts) || 'none' }),
    ...(r.deputies.length > 0 ? [says(s, 'manage.rungDeputies', { names: names(r.deputies) })] : []),
    small(s, r.rung === 3 ? 'manage.rungItself' : 'manage.rungPressed'),
    row(
      change(s, 'manage.b.change', 'manage.rung', { rung: r.rung }),
      remove(s, 'manage.rungRemove', { rung: r.rung }),
    ),
  ];
}
