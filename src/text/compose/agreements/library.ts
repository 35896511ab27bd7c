import {
  standardTemplate,
  TEMPLATE_TEXTS,
  type Template,
  type TemplateText,
} from '../../../domain/region/library.ts';
import type { Language } from '../../../domain/vocabulary.ts';
import { say } from '../../words/translate.ts';

/** The texts of an example (C08): what the region wrote, else what comes with Schakel. */

export type TemplateTexts = Readonly<Record<TemplateText, string>>;

/** The texts that come with Schakel for a key; null: it is an example of the region's own. */
export function shippedTemplate(key: string, language: Language): TemplateTexts | null {
  const standard = standardTemplate(key);
  return standard
    ? {
        title: say(language, `library.t.${standard.key}`),
        doneWhen: say(language, `library.d.${standard.key}`),
      }
    : null;
}

export function templateTexts({ key, own }: Template, language: Language): TemplateTexts {
  const shipped = shippedTemplate(key, language);
  const [title, doneWhen] = TEMPLATE_TEXTS.map((name) => own[name] ?? shipped?.[name] ?? '');
  return { title: title ?? '', doneWhen: doneWhen ?? '' };
}
