import { expect, it } from 'vitest';
import { renderMessage as onSlack } from '../adapters/slack/render.ts';
import { renderMessage as onTeams } from '../adapters/teams/render.ts';
import type { Reader } from '../src/ports/document.ts';
import { compose } from '../src/text/compose.ts';
import { EXAMPLES } from './fixtures/messages.ts';

const BASE = 'https://schakel.example.org';
const READER: Reader = { language: 'nl', formal: false, titles: false, place: 'direct', webUrl: BASE };
const monday = compose(EXAMPLES.MondayList, READER);
const card = compose(EXAMPLES.AgreementCard, READER);

it.each([
  ['Slack', onSlack],
  ['Teams', onTeams],
])('an address of our own stands whole on %s, so that it can be pasted', (_where, render) => {
  for (const [document, path] of [
    [monday, '/r/'],
    [card, ''],
  ] as const) {
    const found =
      /https:\/\/schakel\.example\.org[\w/-]*/.exec(JSON.stringify(render(document, {})))?.[0] ?? '';
    expect(found.startsWith(`${BASE}${path}`)).toBe(true);
    expect(URL.canParse(found)).toBe(true);
  }
});

it.each([
  ['Slack', onSlack],
  ['Teams', onTeams],
])('and what somebody typed is none on %s, also when it looks like ours', (_where, render) => {
  const typed = { kind: 'text' as const, text: [`kijk op ${BASE}/r/1 of https://kwaad.example`] };
  expect(JSON.stringify(render({ notification: 'x', blocks: [typed] }, {}))).not.toMatch(/https:\/\/\w/);
});

it('is said whole to who listens to Slack as well', () => {
  expect(onSlack(card, {}, 'pushes nothing').text).toContain(BASE);
});
