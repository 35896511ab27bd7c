import { isYearAgo } from '../../../domain/manage/covenant.ts';
import { allBases, BASES_DRAWN_UP, type Basis } from '../../../domain/region/bases.ts';
import { hasAcceded } from '../../../domain/region/covenant.ts';
import type { FileOrganisation } from '../../../domain/region/region-file.ts';
import type { Block } from '../../../ports/document.ts';
import { date, word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';
import { basisTexts } from '../region/basis.ts';
import { change, press, remove, row, type Section, type Setup, says, small } from './setup.ts';

/** The articles of a covenant on privacy in their order, each with what Schakel does and where that is set or seen. */

const ARTICLES = [
  { key: 'purpose', at: 'method' },
  { key: 'bases', at: 'bases' },
  { key: 'categories', at: 'privacy' },
  { key: 'minimisation', at: 'connections' },
  { key: 'retention', at: 'privacy' },
  { key: 'security', at: 'privacy' },
  { key: 'secrecy', at: 'connections' },
  { key: 'information', at: 'how-we-work' },
  { key: 'rights', at: 'privacy' },
  { key: 'thirdParties', at: 'connections' },
  { key: 'register', at: null },
  { key: 'accession', at: null },
  { key: 'audit', at: 'privacy' },
] as const;

export function covenantSections(s: Setup): Section[] {
  return [
    { title: word(s.reader, 'covenant.title'), blocks: covenant(s) },
    ...ARTICLES.map(
      ({ key, at }, i): Section => ({
        title: `${i + 1}. ${word(s.reader, `covenant.article.${key}`)}`,
        blocks: [says(s, `covenant.does.${key}` as TextKey), ...more(s, key)],
        ...where(s, at),
      }),
    ),
  ];
}

function covenant(s: Setup): Block[] {
  const { covenant: now } = s.file;
  if (!now)
    return [
      says(s, 'covenant.none'),
      small(s, 'covenant.order'),
      row(change(s, 'covenant.b.begin', 'manage.covenant')),
    ];
  const isDue = isYearAgo(now.checkedOn, s.today);
  return [
    says(s, 'covenant.now', { name: now.name, version: now.version, date: date(s.reader, now.date) }),
    ...(now.where ? [says(s, 'covenant.read', { where: now.where })] : []),
    says(s, 'covenant.earlier', { counts: now.earlierCounts ? 'yes' : 'no' }),
    looked(s, now.checkedOn, isDue),
    small(s, 'covenant.order'),
    row(
      isDue && press(s, 'manage.b.entryRight', 'manage.covenantChecked', {}),
      change(s, 'manage.b.change', 'manage.covenant'),
      remove(s, 'manage.covenantRemove', {}),
    ),
  ];
}

function looked(s: Setup, on: string | null | undefined, isDue: boolean): Block {
  const day = on ? date(s.reader, on) : 'none';
  return isDue ? says(s, 'covenant.due', { date: day }) : small(s, 'manage.directoryRight', { date: day });
}

/** The page where it is set or seen; what only administrators may open is not offered to others. */
function where(s: Setup, at: (typeof ARTICLES)[number]['at']): Pick<Section, 'link'> {
  if (at === null || (at === 'connections' && !s.isAdministrator)) return {};
  const { reader, file } = s;
  if (at === 'privacy') return { link: { path: '/privacy', label: word(reader, 'covenant.at.privacy') } };
  if (at === 'how-we-work')
    return { link: { path: `/how-we-work/${file.key}`, label: word(reader, 'covenant.at.method') } };
  return { link: { path: `/manage/${file.key}/${at}`, label: word(reader, `manage.part.${at}`) } };
}

function more(s: Setup, key: (typeof ARTICLES)[number]['key']): Block[] {
  if (key === 'register')
    return [
      says(s, 'covenant.officer', { officer: s.file.covenant?.officer ?? 'none' }),
      ...(s.file.covenant ? [row(change(s, 'manage.b.change', 'manage.covenant'))] : []),
    ];
  return key === 'accession' ? s.file.organisations.flatMap((o) => organisation(s, o)) : [];
}

function organisation(s: Setup, { key, name, legal }: FileOrganisation): Block[] {
  const { covenant: now } = s.file;
  const basis = allBases(s.file).find((one) => one.key === legal?.basis);
  const isDue = now !== undefined && legal !== undefined && isYearAgo(legal.checkedOn, s.today);
  return [
    { kind: 'heading', text: name },
    says(s, 'covenant.hasBasis', {
      basis: basis ? basisTexts(basis, s.reader.language).name : 'none',
      off: basis?.isOff ? 'yes' : 'no',
    }),
    says(s, 'covenant.acceded', {
      version: legal?.covenantVersion ?? 'none',
      date: legal?.accededOn ? date(s.reader, legal.accededOn) : '',
      counts: now && legal?.accededOn && !hasAcceded(now, legal) ? 'no' : 'yes',
    }),
    ...(legal ? [looked(s, legal.checkedOn, isDue)] : []),
    row(
      isDue && press(s, 'manage.b.entryRight', 'manage.legalChecked', { organisation: key }),
      change(s, 'manage.b.change', 'manage.legal', { organisation: key }),
    ),
  ];
}

/** The legal bases that organisations can have: as help, with when somebody looked, and what the region can do with each. */
export function basisSections(s: Setup): Section[] {
  return [
    {
      title: word(s.reader, 'basis.manage.new'),
      blocks: [small(s, 'basis.manage.text'), row(change(s, 'manage.b.addEntry', 'manage.basis'))],
    },
    ...allBases(s.file).map(
      (one): Section => ({ title: basisTexts(one, s.reader.language).name, blocks: basisBlocks(s, one) }),
    ),
  ];
}

function basisBlocks(s: Setup, one: Basis): Block[] {
  const args = { basis: one.key };
  const { note, source } = basisTexts(one, s.reader.language);
  const kinds = one.for.map((kind) => word(s.reader, `manage.kind.${kind}` as TextKey));
  const isDue = isYearAgo(one.checkedOn, s.today);
  return [
    ...(note ? [says(s, 'basis.manage.note', { note })] : []),
    small(s, 'basis.manage.line', {
      source,
      kinds: new Intl.ListFormat(s.reader.language, { type: 'disjunction' }).format(kinds),
    }),
    ...(one.isOff ? [says(s, 'basis.manage.off')] : []),
    isDue
      ? small(s, 'manage.directoryDue', {
          date: one.checkedOn ? date(s.reader, one.checkedOn) : 'none',
          drawn: date(s.reader, BASES_DRAWN_UP),
        })
      : small(s, 'manage.directoryRight', { date: date(s.reader, one.checkedOn ?? s.today) }),
    row(
      isDue && press(s, 'manage.b.entryRight', 'manage.basisChecked', args),
      change(s, 'manage.b.change', 'manage.basis', args),
      one.isOff
        ? press(s, 'library.b.on', 'manage.basisSwitch', { ...args, off: 'no' })
        : press(s, 'library.b.off', 'manage.basisSwitch', { ...args, off: 'yes' }),
      one.isChanged && press(s, 'library.b.shipped', 'manage.basisShipped', args),
      !one.isStandard && remove(s, 'manage.basisRemove', args),
    ),
  ];
}
