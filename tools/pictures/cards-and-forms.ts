import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderForm } from '../../adapters/teams/outgoing/render-form.ts';
import { renderMessage } from '../../adapters/teams/render.ts';
import type { Document, Form, Inline } from '../../src/ports/document.ts';
import { startBrowser } from '../../test/fakes/teams/card/browser.ts';
import { SHOWN, type Shown } from './cards.ts';
import { type People, slackForm, slackMenu, slackMessage } from './slack.ts';
import { smallPng } from './small-png.ts';

/**
 * A picture of every card and form, on both platforms and in both languages: docs/pictures. Slack's blocks are drawn
 * by this program, Teams' cards by Microsoft's own library. `npm run pictures`, or with the names of some.
 */
const FOLDER = join(import.meta.dirname, '../..', 'docs', 'pictures');
const PAGE = join(import.meta.dirname, 'page.html');
const LIBRARY = join(dirname(createRequire(import.meta.url).resolve('adaptivecards/package.json')), 'dist');
const LANGUAGES = ['nl', 'en'] as const;

interface Cell {
  readonly title: string;
  readonly html?: string;
  readonly card?: unknown;
  /** The title of the dialog it stands in. */
  readonly dialog?: string;
}

const isForm = (made: Document | Form): made is Form => 'fields' in made;

/** Everybody who is named takes part, so that everybody who can be called is. */
function peopleOf(document: Document): People {
  const inlines = document.blocks.flatMap((b): readonly Inline[] => {
    if ('text' in b) return typeof b.text === 'string' ? [] : b.text;
    return b.kind === 'facts' ? b.facts.flatMap((f) => f.value) : [];
  });
  const persons = inlines.flatMap((i) => (typeof i !== 'string' && 'person' in i ? [i.person] : []));
  const byMember = new Map(persons.map((p, i) => [`U${i}PERSON`, p]));
  return {
    ids: Object.fromEntries([...byMember].map(([member, p]) => [p.id, member])),
    nameOf: (member) => byMember.get(member)?.name ?? member,
  };
}

/** The words before a typed command on each platform. */
const TYPED = { Slack: '/schakel ', Teams: '@Schakel ' } as const;

/** A card on which somebody has pressed the button behind which others are. */
function opened(card: unknown): unknown {
  const seen = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(seen);
    if (typeof part !== 'object' || part === null) return part;
    const { isVisible, ...rest } = part as Record<string, unknown>;
    const isMore = isVisible === false && rest.type === 'ActionSet';
    const all = Object.entries(rest).map(([key, value]) => [key, seen(value)] as const);
    return { ...Object.fromEntries(all), ...(isVisible === undefined || isMore ? {} : { isVisible }) };
  };
  return seen(card);
}

function cellsOf({ make, isPersonal, isOpened }: Shown): Cell[] {
  const madeFor = (language: 'nl' | 'en', platform: keyof typeof TYPED) =>
    make({ language, formal: false, titles: true, place: 'direct', typed: TYPED[platform], webUrl: null });
  return LANGUAGES.flatMap((language): Cell[] => {
    const made = madeFor(language, 'Slack');
    const onTeams = madeFor(language, 'Teams');
    const titles = [`Slack · ${language}`, `Teams · ${language}`] as const;
    if (isForm(made) || isForm(onTeams)) {
      if (!isForm(made) || !isForm(onTeams)) throw new Error('a form is one everywhere');
      const html = slackForm(made, { ids: {}, nameOf: (id) => id });
      return [
        { title: titles[0], html },
        { title: titles[1], card: renderForm(onTeams, null), dialog: made.title },
      ];
    }
    const people = peopleOf(made);
    const called = isPersonal ? {} : Object.fromEntries(Object.keys(people.ids).map((id) => [id, id]));
    const card = renderMessage(onTeams, called).attachments[0]?.content;
    return [
      { title: titles[0], html: isOpened ? slackMenu(made) : slackMessage(made, people) },
      { title: titles[1], card: isOpened ? opened(card) : card },
    ];
  });
}

function index(): string {
  const part = (group: Shown['group'], title: string): string => {
    const pictures = SHOWN.filter((one) => one.group === group).map(
      ({ name }) => `### ${name}\n\n![${name} on Slack and Teams, in Dutch and English](${name}.png)`,
    );
    return `## ${title}\n\n${pictures.join('\n\n')}\n`;
  };
  return [
    '# Every card and form',
    'Left Slack, right Teams; above Dutch, below English. Made by `npm run pictures` from the messages that the tests use. Everything in them is made up.',
    part('messages', 'Messages'),
    part('answers', 'Answers'),
    part('forms', 'Forms'),
  ].join('\n\n');
}

async function main(wanted: readonly string[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1180, height: 800 } });
    await page.goto(pathToFileURL(PAGE).href);
    await page.addScriptTag({ path: join(LIBRARY, 'adaptivecards.min.js') });
    await page.addStyleTag({ path: join(LIBRARY, 'adaptivecards.css') });
    for (const shown of SHOWN.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      await page.evaluate(`show(${JSON.stringify(cellsOf(shown))})`);
      const picture = await page.locator('#sheet').screenshot();
      await writeFile(join(FOLDER, `${shown.name}.png`), smallPng(picture));
    }
  } finally {
    await browser.close();
  }
  const names = new Set(SHOWN.map(({ name }) => `${name}.png`));
  for (const file of await readdir(FOLDER))
    if (file.endsWith('.png') && !file.startsWith('web-') && !names.has(file)) await rm(join(FOLDER, file));
  await writeFile(join(FOLDER, 'README.md'), index());
  process.stdout.write(`${names.size} pictures in docs/pictures\n`);
}

await main(process.argv.slice(2));
