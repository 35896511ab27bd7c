import { isLineDue } from '../../../domain/manage/library.ts';
import { allTerms, TERMS_DRAWN_UP, type Term } from '../../../domain/region/terms.ts';
import type { Block } from '../../../ports/document.ts';
import { date, word } from '../../words/tools.ts';
import { termTexts } from '../case/terms.ts';
import { change, press, remove, row, type Section, type Setup, says, small } from './setup.ts';

/** The terms that stand with each case as information, and what the region can do with each. */
export function termSections(s: Setup): Section[] {
  return [
    {
      title: word(s.reader, 'term.manage.new'),
      blocks: [small(s, 'term.manage.text'), row(change(s, 'manage.b.addEntry', 'manage.term'))],
    },
    ...allTerms(s.file).map(
      (one): Section => ({ title: termTexts(one, s.reader.language).name, blocks: term(s, one) }),
    ),
  ];
}

function term(s: Setup, one: Term): Block[] {
  const args = { term: one.key };
  const isDue = isLineDue(one, s.today);
  const { begins, who, source } = termTexts(one, s.reader.language);
  return [
    says(s, 'term.manage.line', { n: one.n, unit: one.unit, start: one.from, begins, who, source }),
    ...(one.isOff ? [says(s, 'term.manage.off')] : []),
    isDue
      ? small(s, 'manage.directoryDue', {
          date: one.checkedOn ? date(s.reader, one.checkedOn) : 'none',
          drawn: date(s.reader, TERMS_DRAWN_UP),
        })
      : small(s, 'manage.directoryRight', { date: date(s.reader, one.checkedOn ?? s.today) }),
    row(
      isDue && press(s, 'manage.b.entryRight', 'manage.termChecked', args),
      change(s, 'manage.b.change', 'manage.term', args),
      one.isOff
        ? press(s, 'library.b.on', 'manage.termSwitch', { ...args, off: 'no' })
        : press(s, 'library.b.off', 'manage.termSwitch', { ...args, off: 'yes' }),
      one.isChanged && press(s, 'library.b.shipped', 'manage.termShipped', args),
      !one.isStandard && remove(s, 'manage.termRemove', args),
    ),
  ];
}
