import { describe, expect, it } from 'vitest';
import { person } from '../../../test/support/cases/case-builder.ts';
import { at, done, limited, refusal, START, says } from '../../../test/support/cases/consent-case.ts';
import type { Accepted } from '../case/decision.ts';
import { followUp } from '../follow-up.ts';
import { addParticipant } from '../rules/case/case-life.ts';
import { answerConsent } from '../rules/consent.ts';
import { acceptLead, releaseLead, setDeputy, suggestLead } from '../rules/lead/lead.ts';

describe('rooms follow the right', () => {
  const tasks = (a: Accepted): string[] =>
    a.tasks.flatMap((t) => {
      if (t.type === 'SetTopic') return [];
      const room = 'roomId' in t && t.roomId === 'room' ? 'case' : 'party';
      return 'person' in t ? [`${t.type} ${t.person.id} ${room}`] : [`${t.type} ${room}`];
    });

  it('out of that of the case, into one of their party', () => {
    const s = at('mother');
    const no = done(answerConsent(START, s, { party: 'school' }, 'no'), START, s);
    expect(tasks(no)).toEqual([
      'Remove owner case',
      'Remove deputy case',
      'OpenRoom party',
      'Invite owner party',
      'Invite deputy party',
    ]);
    expect(no.state.rooms).toMatchObject([{ audience: 'case' }, { audience: 'party', partyKey: 'school' }]);
  });

  it('and back, when there is consent; their own is put away', () => {
    const refused = says(START, 'mother', 'no', 'school');
    const s = at('mother');
    const yes = done(answerConsent(refused, s, { party: 'school' }, 'yes'), refused, s);
    expect(tasks(yes)).toEqual(['Invite owner case', 'Invite deputy case', 'ArchiveRoom party']);
  });

  it('who joins a party without consent comes into its room, and never into that of the case', () => {
    const refused = says(START, 'mother', 'no', 'school');
    const s = at('lead');
    const joining = { person: person('new'), role: 'teacher', organisationKey: 'school' } as const;
    const joined = done(addParticipant(refused, s, joining), refused, s);
    expect(tasks(joined)).toEqual(['Remove new case', 'Invite new party']);
    expect(limited(joined.state)).toContain('new');
  });

  it('who leads a case of a refused party, leads on; and is limited from when they do not', () => {
    const refused = says(START, 'mother', 'no', 'gemeente');
    expect(limited(refused)).toEqual([]);
    const s = at('lead');
    const released = done(releaseLead(refused, s), refused, s);
    expect(limited(released.state)).toEqual(['lead']);
    expect(tasks(released)).toContain('Remove lead case');
  });

  it('nobody who sees less takes the lead, is asked to, or stands in for the lead', () => {
    const refused = says(START, 'mother', 'no');
    const free = { ...refused, case: { ...refused.case, leadId: null } };
    const director = refused.participants.find((p) => p.personId === 'director') ?? null;
    const s = { ...at('director'), actor: { personId: 'director', participant: director } };
    expect(refusal(acceptLead(free, s))).toBe('refused.limitedLead');
    expect(refusal(suggestLead(free, at('lead'), 'p-director'))).toBe('refused.limitedPerson');
    expect(refusal(setDeputy(refused, at('lead'), 'p-director'))).toBe('refused.limitedPerson');
    // A deputy from before who may see less is none, once their principal leads.
    const theirs = {
      ...free,
      participants: free.participants.map((p) => (p.id === 'p-owner' ? { ...p, deputyId: 'p-director' } : p)),
    };
    const owner = theirs.participants.find((p) => p.id === 'p-owner') ?? null;
    const t = { ...at('owner'), actor: { personId: 'owner', participant: owner } };
    const leads = done(acceptLead(theirs, t), theirs, t).state;
    expect(leads.participants.find((p) => p.id === 'p-owner')?.deputyId).toBeNull();
    expect(limited(leads)).toEqual(['director']);
  });

  it('where consent comes first somebody can take the lead before anybody answered, and sees everything from then on', () => {
    const s = at(null, 'before-sharing');
    const none = { ...START, case: { ...START.case, leadId: null } };
    const planned = done(
      { ok: true, state: none, messages: [], tasks: [], audit: [], reply: { key: 'done.nothing' } },
      none,
      s,
    );
    expect(limited(planned.state)).toContain('lead');
    const t = at('lead', 'before-sharing');
    const leads = done(acceptLead(planned.state, t), planned.state, t);
    expect(limited(leads.state)).not.toContain('lead');
    expect(tasks(leads)).toContain('Invite lead case');
  });

  it('a region that wants consent first moves people in running cases, by planning them anew', () => {
    const s = at(null, 'before-sharing');
    const planned = followUp(
      START,
      { ok: true, state: START, messages: [], tasks: [], audit: [], reply: { key: 'done.nothing' } },
      s,
    );
    expect(limited(planned.state)).toContain('director');
    expect(tasks(planned)).toContain('Remove director case');
  });
});
