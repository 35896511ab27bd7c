import { z } from 'zod';
import type { Installation } from '../../../src/ports/installations.ts';

const Kept = z.object({
  token: z.string(),
  /** A refresh token comes with token rotation; it works once. */
  refreshToken: z.string().nullable(),
  /** The name of the workspace or organisation when it was connected. */
  name: z.string(),
  /** ISO 8601. What Slack says of an earlier time is about an earlier installation. */
  installedAt: z.string(),
  /** The workspaces of an organisation in which the app may be, as Slack last said. */
  teams: z.array(z.string()),
});

/** An installation in Slack as it is kept; nothing of the person who made it. */
export type Kept = z.infer<typeof Kept>;

/** The platform's name, in which installations are kept. */
export const SLACK = 'slack';

export function keptOf(installation: Pick<Installation, 'secrets'>): Kept {
  return Kept.parse(installation.secrets);
}
