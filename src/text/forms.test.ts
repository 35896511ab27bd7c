import { describe, expect, it } from 'vitest';
import { CHOSEN, LIBRARY_LINES } from '../../test/fixtures/library.ts';
import { EXAMPLES, FACTS, LEAD, MOTHER, OWNER } from '../../test/fixtures/messages.ts';
import { NL, READERS } from '../../test/fixtures/reading.ts';
import { regionFile } from '../../test/support/cases/case-builder.ts';
import { COMMAND_NAMES } from '../domain/command-names.ts';
import type { Field, Form, Reader } from '../ports/document.ts';
import { compose } from './compose.ts';
import type { FormContext } from './forms/context.ts';
import { form } from './forms.ts';
import { composeHome } from './home.ts';
import { composeCaseView, composeHelp, composeLead } from './query-replies.ts';
import nl from './words/nl.json' with { type: 'json' };

const CASE = '00000000-0000-4000-8000-000000000010';
const NAMES = COMMAND_NAMES.filter((name) => `form.${name}` in nl);

function context(reader: Reader, more: Partial<FormContext> = {}): FormContext {
  return {
    reader,
    args: { agreementId: FACTS.id, templates: CHOSEN },
    library: () => LIBRARY_LINES,
    today: '2027-03-11',
    me: 'p-lead',
    code: 'Wilg-27',
    participants: [
      { id: 'p-owner', person: OWNER, role: 'supportCoordinator' },
      { id: 'p-lead', person: LEAD, role: 'municipalCaseManager' },
      { id: 'p-mother', person: MOTHER, role: 'guardian' },
    ],
    firstDayRule: 'missed',
    hasMembers: true,
    missing: ['contact', 'question'],
    supporters: [{ id: 'p9', person: { id: 'p9', name: 'Tante' } }],
    answering: ['p-mother'],
    request: {
      party: 'School',
      questions: [],
      people: [{ id: 'p-owner', name: 'Ondersteuningscoördinator' }],
      examples: ['Wat hebben jullie gedaan?', 'Wat is er nodig?', 'Wie kan ja zeggen?'],
      due: '2027-03-18',
    },
    reachable: [LEAD, OWNER],
    known: [LEAD],
    closing: null,
    agreements: [{ id: FACTS.id, number: 1, title: FACTS.title }],
    agreement: FACTS,
    organisations: [{ key: 'school', name: 'De school' }],
    parties: [{ key: 'school', name: 'School' }],
    rungs: [
      { rung: 4, title: 'directeur samenwerkingsverband' },
      { rung: 5, title: '' },
    ],
    region: {
      file: regionFile({
        organisations: [{ key: 'school', name: 'De school', type: 'school', contactPoints: [] }],
      }),
      version: 1,
      holidays: () => [{ date: '2027-04-27', name: 'Koningsdag', counts: true }],
    },
    ...more,
  };
}

const field = (f: Form, name: string): Field | undefined => f.fields.find((x) => x.name === name);
const labels = (f: Field | undefined): string[] => (f && 'options' in f ? f.options.map((o) => o.label) : []);

describe.each(NAMES)('the form %s', (name) => {
  const forms = READERS.map((r) => form(name, context(r)));

  it('has a title and buttons that fit, and asks something', () => {
    for (const f of forms) {
      for (const words of [f.title, f.submit, f.cancel]) expect([...words].length).toBeLessThanOrEqual(24);
      expect(f.fields.length).toBeGreaterThan(0);
      expect(f.command).toBe(name);
    }
  });

  it('has a label at every field, and choices that fit', () => {
    for (const f of forms.flatMap((x) => x.fields)) {
      expect(f.label).not.toMatch(/^$|\.[a-z]+$|\{|undefined/);
      expect([...(f.hint ?? '')].length).toBeLessThanOrEqual(150);
      for (const label of labels(f)) expect([...label].length).toBeLessThanOrEqual(75);
    }
  });

  it('has each field once', () => {
    for (const f of forms) expect(new Set(f.fields.map((x) => x.name)).size).toBe(f.fields.length);
  });
});

describe('every button that opens a form', () => {
  it('opens one that exists', () => {
    const overview = EXAMPLES.Overview;
    const documents = [
      ...Object.values(EXAMPLES).map((m) => compose(m, NL)),
      composeHelp(NL, { caseId: CASE, inIntake: false, isFamily: false }, true),
      composeHelp(NL, null, true),
      composeCaseView({ ...overview, status: 'open' }, NL, true),
      composeCaseView(overview, NL, true),
      composeLead(overview, NL),
      composeLead({ ...overview, lead: LEAD }, NL, { isLead: true }),
      composeHome({ agreements: [], cases: [], mayOpenCase: true, reader: NL }),
    ];
    const opened = documents.flatMap((d) =>
      d.blocks.flatMap((b) =>
        b.kind === 'actions' ? b.actions.flatMap((a) => ('form' in a.does ? [a.does.form] : [])) : [],
      ),
    );
    expect([...new Set(opened)].filter((name) => !NAMES.includes(name))).toEqual([]);
    expect(opened.length).toBeGreaterThan(50);
  });
});

describe('a new agreement', () => {
  it('asks what, who, when and when it is done, with the people of the case and their roles', () => {
    const f = form('agreement.create', context(NL, { args: { caseId: CASE }, agreement: null }));
    expect(f.fields.filter((x) => !x.optional).map((x) => x.name)).toEqual([
      'title',
      'owner',
      'due',
      'doneWhen',
      'kind',
    ]);
    expect(labels(field(f, 'owner'))).toEqual([
      'Ondersteuningscoördinator (ondersteuningscoördinator van school)',
      'Casemanager (casemanager gemeente)',
      'Moeder (ouder of voogd)',
    ]);
    expect(f.args).toEqual({ caseId: CASE });
  });

  it('starts with the words of the message it was made from', () => {
    const args = { caseId: CASE, suggestedTitle: 'bel de gemeente' };
    const f = form('agreement.create', context(NL, { args, agreement: null }));
    expect(field(f, 'title')).toMatchObject({ value: 'bel de gemeente' });
    expect(f.args).toEqual({ caseId: CASE });
  });

  const again = { values: { title: 'Plan', owner: 'p-owner', due: '27 april' }, message: 'Koningsdag.' };

  it('on a day off: says so, offers days that do and the day itself, and keeps what was filled in', () => {
    const f = form(
      'agreement.create',
      context(NL, {
        args: { caseId: CASE },
        again: { ...again, field: 'due', proposals: ['2027-04-26', '2027-04-28'], chosen: '2027-04-27' },
      }),
    );
    expect(f.intro).toEqual([{ bold: 'Koningsdag.' }]);
    expect(f.fields[0]?.name).toBe('due_choice');
    expect(labels(f.fields[0])).toEqual([
      'maandag 26 april 2027',
      'woensdag 28 april 2027',
      'Toch dinsdag 27 april 2027',
    ]);
    expect(field(f, 'title')).toMatchObject({ value: 'Plan' });
    expect(field(f, 'owner')).toMatchObject({ value: 'p-owner' });
  });

  it('on a day that is over: offers other days only', () => {
    const f = form(
      'agreement.create',
      context(NL, { again: { ...again, field: 'due', proposals: ['2027-03-12'], chosen: '2027-03-01' } }),
    );
    expect(labels(f.fields[0])).toEqual(['vrijdag 12 maart 2027']);
  });

  it('with personal data in it: may be posted all the same, by a tick', () => {
    const f = form('agreement.create', context(NL, { again: { ...again, field: 'sure' } }));
    expect(f.fields[0]).toMatchObject({ kind: 'checks', name: 'sure' });
    expect(labels(f.fields[0])).toEqual(['Toch plaatsen: het kan niet zonder']);
  });
});

describe('being stuck', () => {
  it('takes three clicks at most: the button, what holds it back, send', () => {
    const f = form('agreement.stuck', context(NL));
    expect(f.fields.filter((x) => !x.optional).map((x) => x.name)).toEqual(['category']);
    expect(labels(field(f, 'category'))).toContain('geld');
    expect(field(f, 'decisionMaker')).toMatchObject({
      label: 'Wie mag hierover beslissen?',
      optional: true,
    });
  });
});

describe('a form about an agreement', () => {
  it('says which one, without its title where titles stay out of the chat', () => {
    expect(form('agreement.dispute', context(NL)).intro).toEqual(['Afspraak 1: ', { bold: 'Onderwijsplan' }]);
    expect(form('agreement.dispute', context({ ...NL, titles: false })).intro).toEqual(['Afspraak 1']);
    for (const name of NAMES)
      expect(JSON.stringify(form(name, context({ ...NL, titles: false })))).not.toContain(FACTS.title);
  });
});
