import type { IncomingMessage } from 'node:http';
import type { PublicReports } from '../../../src/app/coming-in/public-report.ts';
import type { Guide } from '../../../src/app/demonstration/guide.ts';
import type { UseCases } from '../../../src/app/inbound.ts';
import type { TellRefused } from '../../../src/app/outgoing/refused-address.ts';
import type { Pages } from '../../../src/app/pages/pages.ts';
import type { ParticipationPages } from '../../../src/app/pages/participations.ts';
import type { GuidancePages } from '../../../src/app/pages/region/guidance.ts';
import type { ManagePages } from '../../../src/app/pages/region/manage.ts';
import type { RegionPages } from '../../../src/app/pages/region/overview.ts';
import type { Log } from '../../../src/app/request-context.ts';
import type { PersonOfAccount } from '../../../src/app/sign-in/accounts.ts';
import type { Entry } from '../../../src/app/sign-in/entry.ts';
import type { Linked } from '../../../src/app/sign-in/linked.ts';
import type { OwnAddress } from '../../../src/app/sign-in/own-address.ts';
import type { NoteOwn } from '../../../src/app/sign-in/own-notes.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Beginnings } from '../../../src/ports/demonstration.ts';
import type { Document } from '../../../src/ports/document.ts';
import type { EntryBook } from '../../../src/ports/entry.ts';
import type { OwnPages } from '../../../src/ports/own-pages.ts';
import type { SignIns, Tries } from '../../../src/ports/sign-in.ts';
import type { Links, Reading, Sessions, Unsent, WebRooms } from '../../../src/ports/web.ts';
import type { SignInSettings } from '../sign-in-providers.ts';

/** The web is built on these parts. */
export interface WebDeps {
  readonly useCases: UseCases;
  readonly pages: Pages;
  readonly regions: RegionPages;
  /** Returns the id now of a case or region that they may see, by the one it had before; null: it is not theirs. */
  renewed(personId: string, formerId: string): Promise<string | null>;
  readonly manage: ManagePages;
  readonly guidance: GuidancePages;
  readonly participations: ParticipationPages;
  readonly sessions: Sessions;
  readonly unsent: Unsent;
  readonly links: Links;
  readonly rooms: WebRooms;
  readonly reading: Reading;
  readonly signIns: SignIns;
  readonly tries: Tries;
  readonly personOf: PersonOfAccount;
  /** The providers whose word lets people sign in; only what is configured. */
  readonly providers: readonly SignInSettings[];
  readonly entry: Entry;
  readonly book: EntryBook;
  readonly linked: Linked;
  readonly ownAddress: OwnAddress;
  readonly publicReports: PublicReports;
  readonly beginnings: Beginnings;
  readonly guide: Guide;
  readonly pictures: Pictures;
  readonly own: OwnPages;
  readonly noteOwn: NoteOwn;
  readonly tellRefused: TellRefused;
  /** Where a request comes from, behind what proxies there are; and who passed it on without being believed. */
  readonly clientOf: (request: IncomingMessage) => {
    readonly address: string;
    readonly unbelieved: string | null;
  };
  readonly clock: Clock;
  readonly log: Log;
  /** Where people reach Schakel; null: this machine only. */
  readonly publicUrl: string | null;
  /** Where to report a leak: `mailto:` or `https:`; left out: nowhere. */
  readonly securityContact?: string;
  /** Package with the design tokens of the organisation's own theme; left out: the default. */
  readonly theme?: string;
}

/** The same words as JSON of the chat platforms, by what really sends there. `mentions`: members by person id. */
export interface Pictures {
  slack(
    document: Document,
    mentions: Readonly<Record<string, string>>,
  ): { readonly blocks: readonly object[] };
  teams(
    document: Document,
    mentions: Readonly<Record<string, string>>,
  ): { readonly attachments: readonly { readonly content: object }[] };
}
