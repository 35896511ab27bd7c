import { allBases, BASIS_TEXT_MAX, basesFor, ORGANISATION_KINDS } from '../../../domain/region/bases.ts';
import { COVENANT_TEXT_MAX, COVENANT_VERSION_MAX } from '../../../domain/region/covenant.ts';
import { BASIS_REASON_MAX } from '../../../domain/rules/participants/without-basis.ts';
import type { PlainDate } from '../../../domain/vocabulary.ts';
import type { Field } from '../../../ports/document.ts';
import { basisTexts } from '../../compose/region/basis.ts';
import { formatDate } from '../../words/dates.ts';
import { word } from '../../words/tools.ts';
import type { TextKey } from '../../words/translate.ts';
import type { FormContext } from '../context.ts';
import { checks, choice, day, needed, organisation, text, tick } from '../manage-fields.ts';
import type { Tools } from '../tools.ts';

/** Forms about the covenant of a region: the covenant, the legal bases, and what each organisation has of them. */

/** Asked where somebody is brought in, in a region that works with a covenant: why, without a basis or accession. */
export const basisReason = (c: FormContext, f: Tools): Field | null =>
  f.only(
    c.region.file.covenant !== undefined,
    f.text('basisReason', BASIS_REASON_MAX, {
      label: 'basis.f.reason',
      hint: 'basis.f.reason.hint',
      optional: true,
    }),
  );

export function covenantFields(c: FormContext): Field[] {
  const { covenant } = c.region.file;
  return [
    text(c, 'name', { value: covenant?.name, label: 'covenant.f.name' }),
    text(
      c,
      'covenantVersion',
      { value: covenant?.version, label: 'covenant.f.version', hint: 'covenant.f.version.hint' },
      COVENANT_VERSION_MAX,
    ),
    dayNow(c, 'covenantDate', covenant?.date),
    tick(c, 'earlierCounts', 'covenant.f.earlier.yes', covenant?.earlierCounts ?? false),
    text(
      c,
      'where',
      { value: covenant?.where, label: 'covenant.f.where', hint: 'covenant.f.where.hint', optional: true },
      COVENANT_TEXT_MAX,
    ),
    text(
      c,
      'officer',
      {
        value: covenant?.officer,
        label: 'covenant.f.officer',
        hint: 'covenant.f.officer.hint',
        optional: true,
      },
      COVENANT_TEXT_MAX,
    ),
  ];
}

export function legalFields(c: FormContext): Field[] {
  const { file } = c.region;
  const of = organisation(c);
  const { language } = c.reader;
  const bases = basesFor(file, of?.type ?? 'other').map(({ basis, isUsual }) => ({
    value: basis.key,
    label: isUsual
      ? word(c.reader, 'covenant.usual', { name: basisTexts(basis, language).name })
      : basisTexts(basis, language).name,
  }));
  return [
    choice(c, 'basis', bases, {
      value: of?.legal?.basis,
      label: 'covenant.f.basis',
      hint: 'covenant.f.basis.hint',
      optional: true,
    }),
    text(
      c,
      'covenantVersion',
      {
        value: of?.legal?.covenantVersion ?? (of?.legal ? undefined : file.covenant?.version),
        label: 'covenant.f.acceded',
        hint: 'covenant.f.acceded.hint',
        optional: true,
      },
      COVENANT_VERSION_MAX,
    ),
    { ...dayNow(c, 'accededOn', of?.legal?.accededOn), optional: true },
  ];
}

export function basisFields(c: FormContext): Field[] {
  const basis = allBases(c.region.file).find((one) => one.key === c.args.basis);
  const texts = basis ? basisTexts(basis, c.reader.language) : null;
  const kinds = ORGANISATION_KINDS.map((kind) => ({
    value: kind,
    label: word(c.reader, `manage.kind.${kind}` as TextKey),
  }));
  return [
    text(c, 'name', { value: texts?.name, label: 'basis.f.name' }, BASIS_TEXT_MAX),
    text(
      c,
      'note',
      { value: texts?.note, label: 'basis.f.note', hint: 'basis.f.note.hint', optional: true },
      BASIS_TEXT_MAX,
    ),
    text(
      c,
      'source',
      { value: texts?.source, label: 'basis.f.source', hint: 'basis.f.source.hint' },
      BASIS_TEXT_MAX,
    ),
    needed({ ...checks(c, 'for', kinds, basis?.for ?? []), label: word(c.reader, 'basis.f.for') }),
  ];
}

function dayNow(c: FormContext, name: 'covenantDate' | 'accededOn', value: PlainDate | undefined): Field {
  const now = value ? { value: formatDate(value, c.reader.language) } : {};
  return { ...day(c, name), ...now } as Field;
}
