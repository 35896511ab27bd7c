import { z } from 'zod';
import type { Installation } from '../../../src/ports/installations.ts';

const Kept = z.object({
  token: z.string(),
  /** With token rotation; it works once. */
  refreshToken: z.string().nullable(),
  /** Of the workspace or organisation, when it was connected. */
  name: z.string(),
  /** ISO 8601. What Slack says of an earlier time is about an earlier installation. */
  installedAt: z.string(),
  /** Of an organisation: the workspaces in which the app may be, as Slack last said. */
  teams: z.array(z.string()),
});

/** What is kept of an installation in Slack; nothing of who made it. */
export type Kept = z.infer<typeof Kept>;

/** The platform's name, in which installations are kept. */
export const SLACK = 'slack';

export function keptOf(installation: Pick<Installation, 'secrets'>): Kept {
  return Kept.parse(installation.secrets);
}
