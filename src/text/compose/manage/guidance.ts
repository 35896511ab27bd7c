import { isEntryDue } from '../../../domain/manage/directory.ts';
import { DIRECTORY_DRAWN_UP, type DirectoryEntry, directoryOf } from '../../../domain/region/directory.ts';
import type { Block } from '../../../ports/document.ts';
import { date, ownAddress, text, word } from '../../words/tools.ts';
import { entryFacts, entryTexts } from '../region/directory.ts';
import { workingMethodAddress } from '../region/working-method.ts';
import { change, press, remove, row, type Section, type Setup, says, small } from './setup.ts';

/** The list of who can help: each entry as people read it, whether it is still right, and what can be done with it. */
export function directorySections(s: Setup): Section[] {
  const entries = directoryOf(s.file);
  return [
    {
      title: word(s.reader, 'manage.directoryNew'),
      blocks: [
        small(s, 'manage.directoryText', { name: s.file.name }),
        ...(entries.length === 0 ? [says(s, 'manage.directoryEmpty')] : []),
        small(s, 'manage.directoryNewText'),
        row(change(s, 'manage.b.addEntry', 'manage.directory')),
      ],
    },
    ...entries.map((one): Section => ({ title: entryTexts(one, s.reader).name, blocks: entry(s, one) })),
  ];
}

function entry(s: Setup, one: DirectoryEntry): Block[] {
  const due = isEntryDue(one, s.today);
  const args = { entry: one.key };
  return [
    text([entryTexts(one, s.reader).what]),
    { kind: 'facts', facts: entryFacts(one, s.reader).filter((_, i, all) => i < all.length - 1) },
    due
      ? says(s, 'manage.directoryDue', {
          date: one.checkedOn ? date(s.reader, one.checkedOn) : 'none',
          drawn: date(s.reader, DIRECTORY_DRAWN_UP),
        })
      : small(s, 'manage.directoryRight', { date: date(s.reader, one.checkedOn ?? s.today) }),
    row(
      due && { ...press(s, 'manage.b.entryRight', 'manage.directoryChecked', args), style: 'primary' },
      change(s, 'manage.b.change', 'manage.directory', args),
      remove(s, 'manage.directoryRemove', args),
    ),
  ];
}

/** The page of how the region works: what it says itself, and who may read it. The rest of the page is made of its settings. */
export function methodSections(s: Setup): Section[] {
  const criteria = s.file.workingMethod?.criteria;
  return [
    {
      title: word(s.reader, 'manage.methodTitle'),
      blocks: [
        criteria ? says(s, 'manage.methodCriteria', { criteria }) : says(s, 'manage.methodDefault'),
        says(s, 'manage.methodOpen', { open: s.file.public?.workingMethod ? 'yes' : 'no' }),
        small(s, 'manage.methodWhere', ownAddress(workingMethodAddress(s.file, s.reader.webUrl))),
        small(s, 'manage.methodRest'),
        row(change(s, 'manage.b.change', 'manage.workingMethod')),
      ],
    },
    {
      title: word(s.reader, 'manage.reportTitle'),
      blocks: [
        says(s, 'manage.reportOpen', {
          open: s.file.public?.report ? 'yes' : 'no',
          phone: s.file.public?.phone ?? 'none',
        }),
        small(
          s,
          'manage.reportWhere',
          ownAddress(s.reader.webUrl ? `${s.reader.webUrl}/report/${s.file.key}` : null),
        ),
        row(change(s, 'manage.b.change', 'manage.publicReport')),
      ],
    },
  ];
}
