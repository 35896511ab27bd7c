import type { Command } from './command.ts';
import { agreementCommands } from './commands/agreement.ts';
import { requestCommands } from './commands/around/requests.ts';
import { termCommands } from './commands/around/terms.ts';
import { trackCommands } from './commands/around/tracks.ts';
import { caseCommands } from './commands/case.ts';
import { caseImportCommand } from './commands/case-import.ts';
import { consentCommands } from './commands/consent.ts';
import { deliveryCommands } from './commands/delivery.ts';
import { familyCommands } from './commands/family.ts';
import { helpCommands } from './commands/help.ts';
import { intakeCommands } from './commands/intake.ts';
import { leadCommands } from './commands/lead.ts';
import { libraryCommands } from './commands/library.ts';
import { manageCommands } from './commands/manage/index.ts';
import { absenceCommands } from './commands/participants/absence.ts';
import { newAddressCommands } from './commands/participants/new-address.ts';
import { reachCommands } from './commands/participants/reach.ts';
import { shownLinkCommand } from './commands/participants/shown-link.ts';
import { phoneCommands } from './commands/phone.ts';
import { queryCommands } from './commands/queries.ts';
import { reportCommands } from './commands/report.ts';

/** Every command there is, by name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  [
    ...agreementCommands,
    ...libraryCommands,
    ...phoneCommands,
    ...leadCommands,
    ...familyCommands,
    ...helpCommands,
    ...absenceCommands,
    ...caseCommands,
    ...trackCommands,
    ...termCommands,
    ...requestCommands,
    ...queryCommands,
    ...consentCommands,
    ...reportCommands,
    ...intakeCommands,
    ...manageCommands,
    caseImportCommand,
    ...reachCommands,
    shownLinkCommand,
    ...newAddressCommands,
    ...deliveryCommands,
  ].map((c) => [c.name, c]),
);
