import type { Command } from '../../command.ts';
import { addressCommand } from './address.ts';
import { administrationCommands } from './administration.ts';
import { calendarCommands } from './calendar.ts';
import { contactCommands } from './contacts.ts';
import { covenantCommands } from './covenant.ts';
import { fileCommand } from './file.ts';
import { guidanceCommands } from './guidance.ts';
import { ladderCommands } from './ladder.ts';
import { basisManageCommands } from './lists/bases.ts';
import { libraryManageCommands } from './lists/library.ts';
import { termManageCommands } from './lists/terms.ts';
import { newLinkCommands } from './new-link.ts';
import { participationCommands } from './participations.ts';
import { peopleCommands } from './people.ts';
import { workspaceCodeCommand } from './workspace-code.ts';

/** How a region is set up: what its file says, changed by hand. */
export const manageCommands: readonly Command[] = [
  ...contactCommands,
  ...peopleCommands,
  ...ladderCommands,
  ...calendarCommands,
  ...guidanceCommands,
  ...libraryManageCommands,
  ...termManageCommands,
  ...basisManageCommands,
  ...covenantCommands,
  ...administrationCommands,
  ...participationCommands,
  addressCommand,
  ...newLinkCommands,
  workspaceCodeCommand,
  fileCommand,
];
