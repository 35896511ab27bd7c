import { createConnection } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Config } from '../../config/env/env.ts';
import { type Check, gap, good, wrong } from './check.ts';

const PATIENCE_MS = 5_000;

/** Whether letters can be sent: that the mail server greets, and what is not set. No letter is sent. */
export async function checkLetters(config: Config): Promise<Check[]> {
  const how = 'See docs/letters.md';
  return [
    config.mail
      ? await checkMail(config.mail.url)
      : gap('E-mail is not set up: nobody can be invited by e-mail', `Set SMTP_URL and MAIL_FROM. ${how}`),
    config.sms
      ? good('SMS: a gateway is set; whether it takes messages shows with the first one')
      : gap('SMS is not set up: no codes and notices by text message', `Set SMS_URL and SMS_TOKEN. ${how}`),
    ...(config.publicUrl || !(config.mail || config.sms)
      ? []
      : [
          wrong(
            'PUBLIC_URL is missing: links in letters lead to this machine only',
            'Set it to the https address of the web.',
          ),
        ]),
  ];
}

async function checkMail(url: string): Promise<Check> {
  const { hostname, port, protocol } = new URL(url);
  const isTls = protocol === 'smtps:';
  const at = Number(port || (isTls ? 465 : 587));
  const greeting = await greet(hostname, at, isTls).catch((error: NodeJS.ErrnoException) => error);
  if (typeof greeting === 'string' && greeting.startsWith('220') && protocol === 'smtp+insecure:')
    return gap(
      `E-mail: ${hostname}:${at} answers; letters and the password may go to it in clear`,
      'Let the mail server offer STARTTLS, and begin SMTP_URL with smtp://. See docs/letters.md',
    );
  if (typeof greeting === 'string' && greeting.startsWith('220'))
    return good(`E-mail: ${hostname}:${at} answers`);
  return wrong(
    `E-mail: ${hostname}:${at} does not answer as a mail server (${typeof greeting === 'string' ? 'another greeting' : (greeting.code ?? 'no answer')})`,
    'Check host and port in SMTP_URL, and whether this machine may reach it.',
  );
}

/** The first line that a mail server says. */
function greet(host: string, port: number, isTls: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = isTls ? connectTls({ host, port, servername: host }) : createConnection({ host, port });
    socket.setTimeout(PATIENCE_MS, () =>
      socket.destroy(Object.assign(new Error('slow'), { code: 'ETIMEDOUT' })),
    );
    socket.once('error', reject);
    socket.once('data', (data: Buffer) => {
      resolve(data.toString('latin1'));
      socket.end('QUIT\r\n');
    });
  });
}
