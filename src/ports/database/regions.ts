import type { LetterWay } from '../../domain/contact-details.ts';
import type { ContactAsked } from '../../domain/manage/contacts-to-check.ts';
import type { Region } from '../../domain/region/region.ts';
import type { RegionFile } from '../../domain/region/region-file.ts';
import type { Uuid } from '../../domain/vocabulary.ts';
import type { AuditEvent } from './rows.ts';
import type { ConfirmedWorkspace } from './workspaces.ts';

/** How regions are set up. */
export interface Regions {
  /** A region with its people resolved; cached by version. Null when it does not exist. */
  region(id: Uuid): Promise<Region | null>;
  regionsOfWorkspace(workspaceId: Uuid): Promise<Region[]>;
  regionByKey(key: string): Promise<Region | null>;
  allRegionIds(): Promise<Uuid[]>;
  /** Regions whose open cases were not planned anew since they changed, with the version that asks for it. */
  regionsToReplan(): Promise<{ readonly regionId: Uuid; readonly version: number }[]>;
  replanned(regionId: Uuid, version: number): Promise<void>;
  /** Its coordinators were told that consent comes first in a new region. */
  consentTold(regionId: Uuid): Promise<void>;
  /** True when something was changed by hand since the region's last file was read. */
  differsFromFile(regionId: Uuid): Promise<boolean>;
  /** Returns those a region names whom another region brought in and has to do with: that one speaks for them. */
  ofAnotherRegion(regionId: Uuid): Promise<ReadonlySet<Uuid>>;
  /** When whoever is behind the contact points of a region was asked last. */
  contactsAsked(regionId: Uuid): Promise<ContactAsked[]>;
}

/** A decision may write these rows about a region. */
export interface RegionRows {
  /** Contact points of which whoever is behind them is asked with this whether they are still right. */
  readonly contactsAsked?: readonly (ContactAsked & { readonly regionId: Uuid })[];
  /** A region's configuration that changed with this decision (a contact that was filled in), guarded by its version. */
  readonly regionContact?: RegionContactChange;
  /** A line in a region's audit of what is of no case. Written in the same transaction. */
  readonly regionNote?: { readonly regionId: Uuid; readonly event: AuditEvent };
  /** How a region is set up, changed by somebody; it was checked before. Written in the same transaction. */
  readonly regionFile?: RegionFileChange;
}

/** Guarded by `version`: another one, because somebody changed the region meanwhile, is a conflict. */
export interface RegionFileChange {
  readonly regionId: Uuid;
  readonly version: number;
  readonly file: RegionFile;
  readonly audit: AuditEvent;
  /** It was read from a file, so that nothing differs from a file now. */
  readonly isFile: boolean;
  /** Ways by which letters can be sent: who gets another address is told at the one they had. */
  readonly letters?: readonly LetterWay[];
  /** A workspace that its own people confirmed with this. That a region has it or had it is a conflict. */
  readonly confirmed?: ConfirmedWorkspace;
}

export interface RegionContactChange {
  readonly regionId: Uuid;
  readonly version: number;
  readonly rung: number;
  readonly personId: Uuid;
}
