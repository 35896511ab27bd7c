import { isLineDue } from '../../../domain/manage/library.ts';
import { LIBRARY_DRAWN_UP, type Template, wholeLibrary } from '../../../domain/region/library.ts';
import type { Block } from '../../../ports/document.ts';
import { date, word } from '../../words/tools.ts';
import { templateTexts } from '../agreements/library.ts';
import { change, press, remove, row, type Section, type Setup, says, small } from './setup.ts';

/** The examples of agreements: each as people choose it, and what the region can do with it. */
export function librarySections(s: Setup): Section[] {
  return [
    {
      title: word(s.reader, 'library.manage.new'),
      blocks: [
        small(s, 'library.manage.text', { name: s.file.name }),
        row(change(s, 'manage.b.addEntry', 'manage.library')),
      ],
    },
    ...wholeLibrary(s.file).map(
      (one): Section => ({ title: templateTexts(one, s.reader.language).title, blocks: template(s, one) }),
    ),
  ];
}

function template(s: Setup, one: Template): Block[] {
  const args = { template: one.key };
  const isDue = isLineDue(one, s.today);
  const { doneWhen } = templateTexts(one, s.reader.language);
  const seat = word(s.reader, `library.seat.${one.owner}`);
  return [
    says(s, 'library.manage.line', {
      ...{ seat, days: one.days, doneWhen },
      every: one.every ? word(s.reader, `rhythm.${one.every}`) : 'none',
    }),
    ...(one.expectation ? [small(s, 'expect.manage')] : []),
    ...(one.isOff ? [says(s, 'library.manage.off')] : []),
    isDue
      ? small(s, 'manage.directoryDue', {
          date: one.checkedOn ? date(s.reader, one.checkedOn) : 'none',
          drawn: date(s.reader, LIBRARY_DRAWN_UP),
        })
      : small(s, 'manage.directoryRight', { date: date(s.reader, one.checkedOn ?? s.today) }),
    row(
      isDue && press(s, 'manage.b.entryRight', 'manage.libraryChecked', args),
      change(s, 'manage.b.change', 'manage.library', args),
      one.isOff
        ? press(s, 'library.b.on', 'manage.librarySwitch', { ...args, off: 'no' })
        : press(s, 'library.b.off', 'manage.librarySwitch', { ...args, off: 'yes' }),
      one.isChanged && press(s, 'library.b.shipped', 'manage.libraryShipped', args),
      !one.isStandard && remove(s, 'manage.libraryRemove', args),
    ),
  ];
}
