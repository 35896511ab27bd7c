import { isDue } from '../../../domain/manage/contacts-to-check.ts';
import type { FileContactPoint, FileOrganisation } from '../../../domain/region/region-file.ts';
import type { Block } from '../../../ports/document.ts';
import { date, word } from '../../words/tools.ts';
import { schoolHolidayBlocks } from './calendar.ts';
import { change, nameOf, press, remove, row, type Section, type Setup, says, small } from './setup.ts';

/** Organisations with whom to ask there, and whether that is still right. */
export function organisationSections(s: Setup): Section[] {
  const list = s.file.organisations.map((o): Section => ({ title: o.name, blocks: organisation(s, o) }));
  const add: Section = {
    title: word(s.reader, 'manage.organisationNew'),
    blocks: [
      small(s, 'manage.organisationNewText'),
      row(change(s, 'manage.b.addOrganisation', 'manage.organisation')),
    ],
  };
  return [...list, add];
}

function organisation(s: Setup, o: FileOrganisation): Block[] {
  const own = o.escalationContact
    ? [says(s, 'manage.ownContact', { name: nameOf(s.file, o.escalationContact) })]
    : [];
  return [
    ...own,
    ...(o.complaint ? [says(s, 'manage.complaintNow', { complaint: o.complaint })] : []),
    row(
      change(s, 'manage.b.changeOrganisation', 'manage.organisation', { organisation: o.key }),
      change(s, 'manage.b.addContact', 'manage.contact', { organisation: o.key }),
      remove(s, 'manage.organisationRemove', { organisation: o.key }),
    ),
    ...(o.contactPoints.length === 0
      ? [says(s, 'manage.contactsNone')]
      : o.contactPoints.flatMap((p) => contactPoint(s, o, p))),
    ...(o.type === 'school' || o.schoolHolidays ? schoolHolidayBlocks(s, o) : []),
  ];
}

function contactPoint(s: Setup, o: FileOrganisation, p: FileContactPoint): Block[] {
  const args = { organisation: o.key, point: p.role };
  const due = isDue(p, s.today);
  return [
    { kind: 'heading', text: p.role },
    says(s, 'manage.contact', {
      person: nameOf(s.file, p.person),
      deputy: p.deputy ? nameOf(s.file, p.deputy) : 'none',
      phone: p.phone ?? 'none',
    }),
    ...(p.changes
      ? [
          says(s, 'manage.contactChanges', {
            date: date(s.reader, p.changes.on),
            what: p.changes.what,
          }),
        ]
      : []),
    due
      ? says(s, 'manage.contactDue', { date: p.checkedOn ? date(s.reader, p.checkedOn) : 'none' })
      : small(s, 'manage.contactChecked', {
          date: date(s.reader, p.checkedOn ?? s.today),
          by: p.checkedBy ?? 'none',
        }),
    row(
      due && { ...press(s, 'manage.b.right', 'manage.contactRight', args), style: 'primary' },
      change(s, 'manage.b.change', 'manage.contact', args),
      remove(s, 'manage.contactRemove', args),
    ),
  ];
}
