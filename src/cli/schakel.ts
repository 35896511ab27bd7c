#!/usr/bin/env node
import { Command } from 'commander';
import { configFromEnvironment, sayError } from '../main/environment.ts';

/** The command `schakel`. What is not needed for a command is not loaded for it. */
const program = new Command('schakel').description(
  'Keeps the agreements around a child who sits at home without school.',
);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

program
  .command('start')
  .description('Run Schakel until it is stopped')
  .action(async () => {
    const { run } = await import('./run.ts');
    await run();
  });

const region = program.command('region').description('Regions and their way of working');
region
  .command('import <file>')
  .description('Read a region file (YAML); reading it again is always safe')
  .action(async (file: string) => {
    const { importRegionFile } = await import('../main/commands.ts');
    say(await importRegionFile(configFromEnvironment(), file));
  });

const audit = program.command('audit').description('The audit: who did what, without content');
audit
  .command('verify')
  .description('Check that nothing was edited, removed, reordered, cut off or put back')
  .action(async () => {
    const { auditReport } = await import('../main/commands.ts');
    const report = await auditReport(configFromEnvironment());
    for (const p of report.problems)
      say(`✘ ${p.kind} in chain ${p.chainId}${p.at === null ? '' : `, row ${p.at}`}`);
    say(`${report.rows} rows in ${report.chains} chains; ${report.problems.length} problems.`);
    if (report.problems.length > 0) process.exitCode = 1;
  });
audit
  .command('anchor')
  .description('Write the heads of all chains to the data folder; Schakel does it by itself every night')
  .action(async () => {
    const { anchorAudit } = await import('../main/commands.ts');
    say(`${await anchorAudit(configFromEnvironment())} heads anchored.`);
  });

program
  .command('case')
  .description('Cases')
  .command('export <code>')
  .description('One case whole, as JSON')
  .action(async (code: string) => {
    const { exportCase } = await import('../main/commands.ts');
    say(await exportCase(configFromEnvironment(), code));
  });

program
  .command('manifest')
  .description('Descriptions of the app for the platforms')
  .command('slack')
  .description('The Slack app manifest, to paste into "Create an app from a manifest"')
  .option('--lang <language>', 'nl or en', 'nl')
  .option(
    '--url <address>',
    'public address, for signed HTTP',
    process.env.PUBLIC_URL ?? 'https://schakel.example.org',
  )
  .option('--socket', 'Socket Mode: no public address needed', false)
  .action(async (options: { lang: string; url: string; socket: boolean }) => {
    const { slackManifest } = await import('../main.ts');
    const manifest = slackManifest(options.lang === 'en' ? 'en' : 'nl', options.url, {
      socketMode: options.socket,
    });
    say(JSON.stringify(manifest, null, 2));
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${sayError(error)}\n`);
  process.exitCode = 1;
}
