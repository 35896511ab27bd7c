import { consentRuleOf } from '../../domain/region/consent-rule.ts';
import { AUDIENCES, DIRECTORY_KINDS, directoryOf } from '../../domain/region/directory.ts';
import { CONSENT_REASON_MAX, CONSENT_RULES } from '../../domain/vocabulary.ts';
import type { Field } from '../../ports/document.ts';
import { entryTexts } from '../compose/region/directory.ts';
import { word } from '../words/tools.ts';
import type { FormContext } from './context.ts';
import { checks, choice, needed, text, tick } from './manage-fields.ts';

/** Forms of what everybody in a case of the region may read: who can help, and how the region works. */

export function directoryFields(c: FormContext): Field[] {
  const entry = directoryOf(c.region.file).find((one) => one.key === c.args.entry);
  const texts = entry && entryTexts(entry, c.reader);
  const kinds = DIRECTORY_KINDS.map((kind) => ({
    value: kind,
    label: word(c.reader, `directory.kind.${kind}`),
  }));
  const audiences = AUDIENCES.map((one) => ({ value: one, label: word(c.reader, `directory.also.${one}`) }));
  return [
    text(c, 'name', { value: texts?.name, label: 'manage.f.directoryName' }),
    text(
      c,
      'what',
      { value: texts?.what, label: 'manage.f.directoryWhat', hint: 'manage.f.directoryWhat.hint' },
      300,
    ),
    choice(c, 'kind', kinds, { value: entry?.kind }),
    needed(checks(c, 'for', audiences, entry?.for ?? [])),
    text(c, 'cost', { value: texts?.cost, optional: true, hint: 'manage.f.cost.hint' }),
    text(c, 'reach', { value: texts?.reach, optional: true, hint: 'manage.f.reach.hint' }, 160),
  ];
}

export function methodFields(c: FormContext): Field[] {
  return [
    {
      ...(text(
        c,
        'criteria',
        { value: c.region.file.workingMethod?.criteria, optional: true, hint: 'manage.f.criteria.hint' },
        2000,
      ) as Extract<Field, { kind: 'text' }>),
      multiline: true,
    },
    tick(c, 'open', 'manage.f.open.yes', c.region.file.public?.workingMethod ?? false),
  ];
}

export function publicReportFields(c: FormContext): Field[] {
  const { report = false, phone } = c.region.file.public ?? {};
  return [
    tick(c, 'publicReport', 'manage.f.publicReport.yes', report),
    text(c, 'office', { value: phone, optional: true, hint: 'manage.f.office.hint' }, 30),
  ];
}

/** The rule for what an organisation sees before the family answered, and why it is not asked first. */
export function consentFields(c: FormContext): Field[] {
  return [
    choice(
      c,
      'rule',
      CONSENT_RULES.map((rule) => ({ value: rule, label: word(c.reader, `manage.consentRule.${rule}`) })),
      { value: consentRuleOf(c.region.file) },
    ),
    text(
      c,
      'reason',
      {
        label: 'manage.f.consentReason',
        hint: 'manage.f.consentReason.hint',
        optional: true,
        value: c.region.file.consentReason ?? '',
      },
      CONSENT_REASON_MAX,
    ),
  ];
}
