import type { Transporter } from 'nodemailer';
import { addressIn } from '../../src/domain/contact-details.ts';
import type { Address, ChatPlatform, Result } from '../../src/ports/chat.ts';
import type { Document } from '../../src/ports/document.ts';
import { failureOfMail } from './errors.ts';
import { type Filled, fill, type LetterDeps, NOTHING_SENT } from './fill.ts';
import { lettersOnly } from './only.ts';

export interface MailConfig {
  /**
   * smtp://user:password@host:587, or smtps:// for TLS from the first byte. With smtp+insecure:// letters and the password
   * may go in clear.
   */
  readonly url: string;
  readonly from: string;
}

/** Beyond this the answer is not awaited: the mail may have arrived. */
const PATIENCE_MS = 20_000;

/** Letters by e-mail, over SMTP. */
export function createMail(config: MailConfig, deps: LetterDeps): ChatPlatform & { close(): void } {
  // Loaded with the first letter: many never send one.
  let opened: Promise<Transporter> | undefined;
  const transport = (): Promise<Transporter> => {
    opened ??= openTransport(config.url);
    return opened;
  };
  const post = async (to: Address, document: Document, messageId: string): Promise<Result<string>> => {
    const personId = 'person' in to.target ? to.target.person : '';
    const filled = await fill(deps, personId, 'email', document);
    if (filled === 'nowhere')
      return { ok: false, failure: { kind: 'never', reason: 'person_unreachable', cause: 'no address' } };
    if (!filled) return { ok: true, value: NOTHING_SENT };
    try {
      await (await transport()).sendMail({
        from: config.from,
        to: filled.to,
        subject: filled.subject,
        text: textOf(filled),
        messageId: `<${messageId}@${hostOf(config.from)}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
    } catch (error) {
      return { ok: false, failure: failureOfMail(error) };
    }
    if (filled.isNotice)
      await deps.book.noticed(personId, deps.clock.now().toISOString(), filled.isNotice === 'day');
    return { ok: true, value: messageId };
  };
  return { ...lettersOnly('email', post), close: () => void opened?.then((one) => one.close()) };
}

/** A letter's own name ends in the host of its sender: a filter distrusts a host that is none. */
function hostOf(from: string): string {
  return addressIn(from)?.split('@')[1] ?? '';
}

const INSECURE = 'smtp+insecure:';
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A letter holds a link that lets somebody in: to another machine it goes encrypted, or not at all, unless it is said. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const { protocol, hostname } = new URL(url);
  return createTransport({
    url: url.replace(INSECURE, 'smtp:'),
    requireTLS: protocol === 'smtp:' && !LOOPBACK.has(hostname),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Plain text: what every mail program shows, and nothing in it can follow who reads. */
function textOf({ words, secret, notes }: Filled): string {
  return [...words, ...(secret === null ? [] : [secret]), ...notes, 'Schakel'].join('\n\n');
}
