import { z } from 'zod';
import { lacksReason, withConsentRule } from '../../../domain/region/consent-rule.ts';
import { LARGEST_REGION_FILE } from '../../../domain/region/region-file.ts';
import type { ReplyKey } from '../../../domain/reply-keys.ts';
import { type Command, command, type Plan, type Tools } from '../../command.ts';
import { sentText } from '../args.ts';
import { asSentence, lettersOf } from './managed.ts';

/** A region file that is read in the browser: the whole of it, or nothing. The file wins over what was changed by hand. */
export const fileCommand: Command = command({
  name: 'manage.file',
  args: z.strictObject({
    region: z.string().max(40).optional(),
    version: z.coerce.number().int(),
    text: sentText(LARGEST_REGION_FILE),
  }),
  fields: ['version', 'text'],
  who: ['administrator'],
  run: { on: 'region', plan: (tools, a) => readFile(tools, a) },
});

async function readFile(
  { region, files, language, actor, entryMeans, situation }: Tools,
  {
    text,
    version,
    region: named,
  }: { readonly text: string; readonly version: number; readonly region?: string | undefined },
): Promise<Plan> {
  const no = (key: ReplyKey, values = {}): Plan => ({
    decisions: [],
    reply: { key, values, field: 'version' },
    refused: true,
  });
  if (named !== undefined && named !== region.key)
    return no('refused.manageOtherRegion', { what: region.key });
  if (version !== region.version) return no('refused.manageChanged');
  const read = files.read(text, language, situation.today);
  if (!read.ok) {
    const [first] = read.errors;
    return no('refused.manageFile', {
      line: first?.line ?? 1,
      problem: asSentence(first?.message ?? ''),
      n: read.total,
    });
  }
  if (read.file.key !== region.key) return no('refused.manageOtherRegion', { what: region.key });
  const file = withConsentRule(read.file, region.file);
  if (lacksReason(file, region.file)) return no('refused.consentReason');
  return {
    decisions: [],
    reply: { key: 'done.manage.file' },
    change: {
      regionFile: {
        regionId: region.id,
        version,
        file,
        audit: { actor: actor.id, action: 'region.file_read', objectId: null },
        isFile: true,
        letters: lettersOf(entryMeans),
      },
    },
  };
}
