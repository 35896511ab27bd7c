import { Command, Option } from 'commander';
import { loadEnvFile } from '../main/env-file.ts';
import { configFromEnvironment } from '../main/environment.ts';
import { print } from './print.ts';

/** Every command of `schakel`. What a command does not need is not loaded for it. */
const program = new Command('schakel')
  .description('Keeps the agreements around a child who sits at home without school.')
  .showSuggestionAfterError();

program
  .command('start')
  .description('run Schakel until it is stopped')
  .action(async () => (await import('./start.ts')).start());

program
  .command('doctor')
  .description('check this installation, and say what to do about what is wrong')
  .action(() => print(async () => (await import('./doctor.ts')).doctor()));

const region = program.command('region').description('regions and their way of working');
region
  .command('import')
  .argument('<file>', 'a region file (YAML); examples/region.example.yaml explains it')
  .description('read a region file; reading it again is always safe')
  .action((file: string) =>
    print(async () =>
      (await import('../main/commands/commands.ts')).importRegionFile(configFromEnvironment(), file),
    ),
  );

region
  .command('export')
  .argument('<key>', 'the key of a region')
  .description(
    'a region as a file (YAML), with what was changed on the web; reading it again changes nothing',
  )
  .action((key: string) =>
    print(async () =>
      (await import('../main/commands/commands.ts')).exportRegionFile(configFromEnvironment(), key),
    ),
  );

const several = (value: string, before: readonly string[]): string[] => [...before, value];
region
  .command('workspaces')
  .argument('<key>', 'the key of a region')
  .option('--give <workspace>', 'let the region use it: slack:T0123ABC or teams:TENANT-ID', several, [])
  .option('--take <workspace>', 'let the region use it no longer', several, [])
  .description('the workspaces that a region may use, and those that it names and waits for')
  .action((key: string, options: { give: string[]; take: string[] }) =>
    print(async () =>
      (await import('../main/commands/region-workspaces.ts')).regionWorkspaces(
        configFromEnvironment(),
        key,
        options,
      ),
    ),
  );

program
  .command('sign-in')
  .argument('<key>', 'a person of the region file')
  .option('--region <key>', 'when more than one region has this person')
  .description('a link that signs this person in to the web, once, within fifteen minutes')
  .action((key: string, options: { region?: string }) =>
    print(async () =>
      (await import('../main/commands/sign-in-link.ts')).signInLink(
        configFromEnvironment(),
        key,
        options.region,
      ),
    ),
  );

program
  .command('round')
  .description('run the daily round of all regions as if it were a given instant')
  .requiredOption('--at <instant>', 'for example 2027-03-15T09:00:00+01:00')
  .option('--dry-run', 'only say what would be sent, to whom', false)
  .action((options: { at: string; dryRun: boolean }) =>
    print(async () => {
      const [{ instantFrom }, { roundAt }] = await Promise.all([
        import('../main/commands/commands.ts'),
        import('../main/commands/round-at.ts'),
      ]);
      return roundAt(configFromEnvironment(), instantFrom(options.at), options.dryRun);
    }),
  );

const manifest = program.command('manifest').description('what a platform must know about the app');
const language = () =>
  new Option('--lang <language>', 'language of names and descriptions').choices(['nl', 'en']).default('nl');
manifest
  .command('slack')
  .description('the Slack app manifest, to paste into "Create an app", "From a manifest"')
  .addOption(language())
  .option('--url <address>', 'where Slack reaches Schakel, for signed HTTP; default PUBLIC_URL')
  .option('--socket', 'for Socket Mode: no public address needed', false)
  .option('--many', 'for workspaces and organisations that install the app themselves', false)
  .action((options: { lang: 'nl' | 'en'; url?: string; socket: boolean; many: boolean }) =>
    print(async () => {
      loadEnvFile();
      return (await import('./manifest.ts')).manifest(options, process.env.PUBLIC_URL);
    }),
  );
manifest
  .command('teams')
  .description(
    'the app package (a zip) to upload in the Teams admin centre; TEAMS_APP_ID and PUBLIC_URL are in it',
  )
  .addOption(language())
  .option('--out <file>', 'the zip to write', 'schakel-teams.zip')
  .option('--tenant <id>', 'which tenant, when there are several in TEAMS_TENANT_ID')
  .action((options: { lang: 'nl' | 'en'; out: string; tenant?: string }) =>
    print(async () => {
      loadEnvFile();
      return (await import('./manifest.ts')).writeTeamsPackage(options, process.env);
    }),
  );

program
  .command('case')
  .description('cases')
  .command('export')
  .argument('<code>', 'for example Wilg-27')
  .option('--region <key>', 'when more than one region has this code')
  .description('one case whole, with its history, as JSON')
  .action((code: string, options: { region?: string }) =>
    print(async () =>
      (await import('../main/commands/case-export.ts')).exportCase(
        configFromEnvironment(),
        code,
        options.region,
      ),
    ),
  );

program
  .command('cases')
  .description('running cases')
  .command('import')
  .argument('<file>', 'a spreadsheet saved as CSV; examples/cases.example.csv shows it')
  .option('--region <key>', 'when there is more than one region')
  .option('--by <key>', 'the coordinator in whose name they are opened; default the first')
  .option('--keep-dates', 'dates on days off and in holidays were chosen on purpose', false)
  .addOption(
    new Option('--dates <order>', 'how the sheet writes 4/6/2027, when its dates do not say it').choices([
      'day-first',
      'month-first',
    ]),
  )
  .option('--texts-seen', 'the texts were looked at, and hold nothing about a person', false)
  .description('open the cases of a spreadsheet: all of them or none, and none twice')
  .action((file: string, { dates, ...options }: SheetSaid) =>
    print(async () =>
      (await import('../main/commands/cases-import.ts')).importCases(configFromEnvironment(), {
        ...{ file, ...options },
        ...(dates ? { dates: dates === 'day-first' ? 'dayFirst' : 'monthFirst' } : {}),
      }),
    ),
  );

interface SheetSaid {
  readonly region?: string;
  readonly by?: string;
  readonly keepDates: boolean;
  readonly textsSeen: boolean;
  readonly dates?: 'day-first' | 'month-first';
}

const audit = program.command('audit').description('the audit: who did what, without content');
audit
  .command('verify')
  .description('check that nothing was changed, removed, reordered, cut off or put back')
  .option('--expect <line>', 'a last line that was kept elsewhere, as this command printed it')
  .action((options: { expect?: string }) =>
    print(async () =>
      (await import('../main/commands/commands.ts')).auditReport(configFromEnvironment(), options.expect),
    ),
  );
audit
  .command('anchor')
  .description('write down outside the database where the audit stands; Schakel does it every hour')
  .action(() =>
    print(async () => (await import('../main/commands/commands.ts')).anchorAudit(configFromEnvironment())),
  );

await program.parseAsync();
