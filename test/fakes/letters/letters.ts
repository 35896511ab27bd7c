import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A real mail server and a real SMS gateway, and what arrived there. */
export interface Letters {
  readonly smtpUrl: string;
  readonly smsUrl: string;
  readonly mails: Mail[];
  readonly texts: Text[];
  /** The next answers of each, first one first; after these everything is taken. */
  readonly refuseMail: { code: number; at: 'MAIL' | 'RCPT' | 'DATA'; to?: string }[];
  /** The number of times that the line still breaks when the whole mail is there and nothing was answered yet. */
  readonly breakMail: { times: number };
  readonly refuseText: { status: number; retryAfter?: string; page?: string }[];
  close(): Promise<void>;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Everything of it, headers too. */
  readonly whole: string;
  readonly text: string;
}

export interface Text {
  readonly to: string;
  readonly text: string;
  readonly reference: string;
  readonly authorization: string;
  readonly key: string;
}

export const SMS_TOKEN = 'token-of-the-gateway';

export async function startLetters(): Promise<Letters> {
  const mails: Mail[] = [];
  const texts: Text[] = [];
  const refuseMail: Letters['refuseMail'] = [];
  const refuseText: Letters['refuseText'] = [];
  const breakMail = { times: 0 };
  const smtp = mailServer(mails, refuseMail, breakMail);
  await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
  const sms = gateway(texts, refuseText);
  await new Promise<void>((done) => sms.listen(0, '127.0.0.1', done));
  const port = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
  return {
    smtpUrl: `smtp://127.0.0.1:${port(smtp.server)}`,
    smsUrl: `http://127.0.0.1:${port(sms)}/messages`,
    mails,
    texts,
    refuseMail,
    breakMail,
    refuseText,
    close: async () => {
      await new Promise<void>((done) => smtp.close(done));
      sms.closeAllConnections();
      await new Promise((done) => sms.close(done));
    },
  };
}

function mailServer(
  mails: Mail[],
  refuse: Letters['refuseMail'],
  breaking: Letters['breakMail'],
): SMTPServer {
  const refusal = (at: 'MAIL' | 'RCPT' | 'DATA', to = ''): Error | null => {
    if (refuse[0]?.at !== at || (refuse[0].to ?? to) !== to) return null;
    const { code } = refuse.shift() ?? { code: 451 };
    return Object.assign(new Error('not now'), { responseCode: code });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) => done(refusal('MAIL')),
    onRcptTo: ({ address }, _session, done) => done(refusal('RCPT', address)),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (breaking.times > 0) {
          breaking.times -= 1;
          const lines = (server as unknown as { connections: Set<{ id: string; _socket: Socket }> })
            .connections;
          for (const line of lines) if (line.id === session.id) line._socket.destroy();
          return;
        }
        const refused = refusal('DATA');
        if (!refused)
          mails.push(
            mailOf(Buffer.concat(parts).toString('utf8'), session.envelope.rcptTo[0]?.address ?? ''),
          );
        done(refused);
      });
    },
  });
  return server;
}

function mailOf(whole: string, to: string): Mail {
  const [head = '', ...body] = whole.split('\r\n\r\n');
  const text = body.join('\n\n').replaceAll('\r\n', '\n');
  const isQuoted = /quoted-printable/i.test(head);
  return {
    to,
    subject: /^Subject: (.*)$/m.exec(head)?.[1]?.trim() ?? '',
    whole,
    text: isQuoted ? unquoted(text) : text,
  };
}

function unquoted(text: string): string {
  const bytes = text
    .replaceAll('=\n', '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function gateway(texts: Text[], refuse: Letters['refuseText']): Server {
  return createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const refused = refuse.shift();
      if (refused) {
        response
          .writeHead(refused.status, {
            ...(refused.retryAfter ? { 'retry-after': refused.retryAfter } : {}),
            ...(refused.page ? { 'content-type': 'text/html; charset=utf-8' } : {}),
          })
          .end(refused.page);
        return;
      }
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Pick<
        Text,
        'to' | 'text' | 'reference'
      >;
      const { authorization = '' } = request.headers;
      texts.push({ ...body, authorization, key: String(request.headers['idempotency-key']) });
      response.writeHead(202).end('{}');
    });
  });
}

/** The link in a letter, as a path. */
export function pathIn(letter: { readonly text: string } | undefined): string {
  const found = /https?:\/\/\S+?(\/in\/[\w-]+)/.exec(letter?.text ?? '')?.[1];
  if (!found) throw new Error(`no link in: ${letter?.text}`);
  return found;
}

export function codeIn(letter: { readonly text: string } | undefined): string {
  const found = /\b\d{6}\b/.exec(letter?.text ?? '')?.[0];
  if (!found) throw new Error(`no code in: ${letter?.text}`);
  return found;
}

/** Returns the address that a page with "is this yours?" asks about: what is answered there is that one alone. */
export function askedOf(html: string): string {
  return /name="of" value="([^"]+)"/.exec(html)?.[1] ?? '';
}
