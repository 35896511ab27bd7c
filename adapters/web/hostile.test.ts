import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { Action, Block, Form, Reader } from '../../src/ports/document.ts';
import { renderForm } from './forms/render-form.ts';
import { heading, renderBlocks } from './render.ts';
import type { Assets } from './shell/assets.ts';
import { html } from './shell/html.ts';
import { layout } from './shell/layout.ts';
import { networkPicture } from './shell/network-picture.ts';
import { barChart, timelineChart } from './shell/picture.ts';

/** Whatever a person types stays text, in every place where a page shows it. */

const reader: Reader = { language: 'nl', formal: false, titles: true, place: 'direct' };
const assets: Assets = { href: (name) => `/assets/0/${name}`, find: () => null, themeClass: 'theme' };

/** A page with a text of somebody's in each place there is; how many places: as often as it asks for one. */
async function page(take: () => string): Promise<string> {
  const action = (does: Action['does'], more: Partial<Action> = {}): Action => ({
    label: take(),
    does,
    args: { words: take() },
    ...more,
  });
  const person = { person: { id: '00000000-0000-4000-8000-000000000001', name: take() } };
  const blocks: Block[] = [
    { kind: 'heading', text: take() },
    { kind: 'text', text: [take(), { bold: take() }, person, take()] },
    { kind: 'note', text: [take()] },
    { kind: 'facts', facts: [{ label: take(), value: [take()] }] },
    {
      kind: 'actions',
      actions: [
        action({ command: 'strength.note' }, { style: 'primary' }),
        action({ form: 'strength.note' }, { style: 'danger' }),
        action({ command: 'case.close' }, { confirm: { title: take(), text: take(), yes: take(), no: '' } }),
      ],
    },
  ];
  const options = [
    { value: take(), label: take() },
    { value: 'other', label: take() },
  ];
  const field = (name: string) => ({ name, label: take(), hint: take() });
  const form: Form = {
    id: 'f',
    title: take(),
    intro: [take()],
    submit: take(),
    cancel: take(),
    command: 'agreement.create',
    args: { caseId: take() },
    fields: [
      { ...field('short'), kind: 'text', maxLength: 100, value: take() },
      { ...field('long'), kind: 'text', maxLength: 100, multiline: true, value: take(), optional: true },
      { ...field('day'), kind: 'date', value: take(), placeholder: take() },
      { ...field('radio'), kind: 'choice', options },
      {
        ...field('many'),
        kind: 'choice',
        options: [...options, ...Array(8).fill({ value: 'x', label: 'x' })],
      },
      { ...field('checks'), kind: 'checks', options },
    ],
  };
  const refilled = { values: { short: take() }, errors: { short: take(), elsewhere: take() } };
  const pen = { reader, formToken: 'token', headings: 3 as const };
  const bars = [{ label: take(), value: 3, shown: take() }];
  const chart = { id: 'chart', title: take(), text: take(), bars, asTable: take() };
  const picture = html`${barChart({ ...chart, mark: { before: 0, label: take() }, columns: [take(), take()] })}
${networkPicture('net', {
  code: take(),
  leaderless: take(),
  groups: [
    {
      label: take(),
      missing: take(),
      nodes: [{ id: 'a', name: take(), more: take(), isLead: true, isAway: true }],
    },
  ],
  links: [],
})}
${timelineChart('chart', [{ label: take(), at: 5, look: 'today' }], [{ label: take(), from: 1, to: 9, look: 'open', past: null }])}`;
  const body = html`${picture}${heading(take(), 1)}${renderBlocks(blocks, pen)}${renderForm(form, { reader, formToken: 'token', back: '/', regionKey: 'midden', refilled })}`;
  const said = { notification: '', blocks: [{ kind: 'text' as const, text: [take()] }] };
  return String(
    await layout({ assets, reader, formToken: 'token', menu: [], said }, { title: take(), body }),
  );
}

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** The tree with everything but the words; and the words, in the order in which they stand there. */
function read(source: string): { shape: string[]; texts: string[]; values: string[] } {
  const found = { shape: [] as string[], texts: [] as string[], values: [] as string[] };
  const walk = (node: Node): void => {
    if (node.nodeName === '#text') found.texts.push((node as DefaultTreeAdapterTypes.TextNode).value);
    if ('attrs' in node) element(node);
    else found.shape.push(node.nodeName);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  const element = (node: Element): void => {
    const attributes = node.attrs.map(({ name, value }) => {
      if (name === 'value' && /^[0-9a-f-]{36}$/.test(value)) return 'once';
      if (['value', 'placeholder', 'aria-label'].includes(name)) found.values.push(value);
      else if (name === 'href' && value.startsWith('/form/'))
        found.values.push(new URL(value, 'https://a.example').search);
      else return `${name}=${value}`;
      return name;
    });
    found.shape.push(`<${node.tagName} ${attributes.join(' ')}>`);
  };
  walk(parse(source));
  return found;
}

const HARMLESS = (n: number): string => `«${n}»`;
async function harmless(): Promise<{ read: ReturnType<typeof read>; places: number }> {
  let n = 0;
  return { read: read(await page(() => HARMLESS(n++))), places: n };
}

/** Reads as a parser does: line ends are one sign, and the sign that is none is left out or replaced. */
function asRead(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replaceAll('\u0000', '')
    .replaceAll('\uFFFD', '');
}

const PIECES = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" autofocus onfocus=alert(1) x="',
  '</p></div></main></body></html>',
  '</textarea><script>alert(1)</script>',
  '</title><svg/onload=alert(1)>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?php',
  '&lt;b&gt;',
  '&#60;b&#x3e;',
  '&quot;&apos;&amp',
  'javascript:alert(1)',
  'https://kwaad.example/?a=b&c=d#e',
  '<a href=//kwaad.example>klik</a>',
  '<form action=//kwaad.example>',
  '<base href=//kwaad.example>',
  '<meta http-equiv=refresh content=0>',
  '<template><noscript><select><option>',
  '<math><mi><style><!--</style>',
  'hx-get="/do" data-live="/c/1/live"',
  `$\{7*7}{{7*7}}<%= 7 %>`,
  '\u0000',
  '\r\n',
  '\u2028\u2029\u202E',
  '\uD800',
  '`=\\/>',
  '$&$1$`',
];

describe('what people type', () => {
  it('stays text in every place of a page, 100,000 hostile texts long', async () => {
    const { read: plain, places } = await harmless();
    expect(places).toBeGreaterThan(40);
    const text = fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 12 })), {
        maxLength: 5,
      })
      .map((parts) => `·${parts.join('')}`);
    const texts = fc.array(text, { minLength: places, maxLength: places });
    await fc.assert(
      fc.asyncProperty(texts, async (typed) => {
        let n = 0;
        const hostile = read(await page(() => typed[n++] ?? ''));
        const filled = (words: string): string =>
          asRead(words.replaceAll(/«(\d+)»/g, (_, place) => typed[Number(place)] ?? ''));
        expect(hostile.shape).toEqual(plain.shape);
        expect(hostile.texts.map(asRead)).toEqual(plain.texts.map(filled));
        expect(hostile.values.map(argsIn).map(asRead)).toEqual(plain.values.map(argsIn).map(filled));
      }),
      { numRuns: Math.ceil(100_000 / places) },
    );
  });

  it('would be seen if it did not: one place that lets it through changes the page', async () => {
    const { read: plain } = await harmless();
    let n = 0;
    const through = (await page(() => HARMLESS(n++))).replace(HARMLESS(3), '<b>vet</b>');
    expect(read(through).shape).not.toEqual(plain.shape);
  });
});

/** Returns the words that a person typed in arguments. */
function argsIn(value: string): string {
  if (value.startsWith('?')) return new URLSearchParams(value).get('words') ?? '';
  if (!value.startsWith('{')) return value;
  return Object.values(JSON.parse(value) as Record<string, string>).join('');
}
