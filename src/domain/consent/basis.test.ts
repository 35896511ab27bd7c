import { describe, expect, it } from 'vitest';
import {
  caseState,
  participant,
  regionFile,
  region as regionOf,
} from '../../../test/support/cases/case-builder.ts';
import type { FileCovenant, FileLegal } from '../region/covenant.ts';
import type { Region } from '../region/region.ts';
import type { RegionFile } from '../region/region-file.ts';
import { partyBasis } from './basis.ts';

const COVENANT: FileCovenant = { name: 'Convenant', version: '2', date: '2026-09-01' };
const WHOLE: FileLegal = { basis: 'jeugdwet', covenantVersion: '2', accededOn: '2026-09-14' };
const CARE = { key: 'care', name: 'Zorg' };

function region(legal: FileLegal | undefined, file: Partial<RegionFile> = { covenant: COVENANT }): Region {
  const care = { key: 'care', name: 'Zorg', type: 'careProvider', contactPoints: [] };
  return regionOf({ file: regionFile({ ...file, organisations: [legal ? { ...care, legal } : care] }) });
}

const IN_CASE = caseState({
  participants: [participant('doctor', 'careProvider', { organisationKey: 'care' })],
});
const REASON = {
  partyKey: 'care',
  lacks: ['accession'],
  reason: 'toetreding is getekend, de brief volgt',
  byId: 'p-lead',
  at: '2027-03-01T09:00:00.000Z',
} as const;
const SAID = { ...IN_CASE, case: { ...IN_CASE.case, withoutBasis: [REASON] } };

describe('whether a party has the basis that a covenant asks', () => {
  it('is asked of nobody in a region that works without a covenant', () => {
    expect(partyBasis(IN_CASE, region(undefined, {}), CARE)).toMatchObject({ is: 'notAsked', lacks: [] });
    expect(partyBasis(SAID, region(WHOLE, {}), CARE)).toMatchObject({ is: 'notAsked', accepted: null });
  });

  it('stands with a basis and an accession to the version that holds', () => {
    expect(partyBasis(IN_CASE, region(WHOLE), CARE)).toMatchObject({ is: 'stands', lacks: [] });
  });

  it('is missing as to what nobody wrote down', () => {
    const lacks = (legal?: FileLegal): unknown => partyBasis(IN_CASE, region(legal), CARE).lacks;
    expect(lacks()).toEqual(['basis', 'accession']);
    expect(lacks({ basis: 'jeugdwet' })).toEqual(['accession']);
    expect(lacks({ ...WHOLE, basis: undefined })).toEqual(['basis']);
    expect(lacks({ ...WHOLE, accededOn: undefined })).toEqual(['accession']);
  });

  it('is missing with a basis that the region uses no more, and stands with one of its own', () => {
    const off = { covenant: COVENANT, bases: [{ key: 'jeugdwet', off: true }] };
    expect(partyBasis(IN_CASE, region(WHOLE, off), CARE).lacks).toEqual(['basis']);
    const own = {
      covenant: COVENANT,
      bases: [{ key: 'wams', name: 'Wams', source: 'wet', for: ['other'] as const }],
    };
    expect(partyBasis(IN_CASE, region({ ...WHOLE, basis: 'wams' }, own), CARE).is).toBe('stands');
  });

  it('asks for a new accession with a new version, unless the covenant lets the earlier one count', () => {
    const earlier = { ...WHOLE, covenantVersion: '1' };
    expect(partyBasis(IN_CASE, region(earlier), CARE).lacks).toEqual(['accession']);
    const counts = { covenant: { ...COVENANT, earlierCounts: true } };
    expect(partyBasis(IN_CASE, region(earlier, counts), CARE).is).toBe('stands');
  });

  it('goes on with a reason while the party takes part, and asks again when it comes back', () => {
    const acceded = region({ basis: 'jeugdwet' });
    expect(partyBasis(SAID, acceded, CARE)).toMatchObject({ is: 'accepted', accepted: REASON });
    const left = {
      ...SAID,
      participants: SAID.participants.map((p) => ({ ...p, leftAt: '2027-03-02T09:00:00.000Z' })),
    };
    expect(partyBasis(left, acceded, CARE)).toMatchObject({ is: 'missing', accepted: null });
  });

  it('is missing for somebody who belongs to no organisation of the region', () => {
    expect(partyBasis(IN_CASE, region(WHOLE), { key: 'p-mediator', name: 'Bemiddelaar' })).toMatchObject({
      is: 'missing',
      lacks: ['basis', 'accession'],
    });
  });
});
