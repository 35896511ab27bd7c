import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';

/** Far more than a healthy server writes in a year. */
const MOST_BYTES = 5_000_000;
const LOOK_MS = 10 * 60_000;

/**
 * Keeps what the server writes within twice its limit: now, and every ten minutes from now on. What was written before
 * stays once more beside it, as `server.log.1`. The server goes on writing at the end of the same file. Gives the way to
 * stop looking.
 */
export function keepLogSmall(log: string): () => void {
  cutWhenLarge(log);
  const timer = setInterval(() => cutWhenLarge(log), LOOK_MS).unref();
  return () => clearInterval(timer);
}

function cutWhenLarge(log: string): void {
  try {
    // The folder may be of an unprivileged user, and we root: a link in the place of the log leads us nowhere.
    const file = openSync(log, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size, uid, gid, nlink } = fstatSync(file);
      if (size <= MOST_BYTES || nlink > 1) return;
      keepBeside(log, readFileSync(file), { uid, gid });
      ftruncateSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // There is none yet, or it may not be written by us: the database is not held up for its log.
  }
}

function keepBeside(log: string, written: Buffer, owner: { uid: number; gid: number }): void {
  const half = `${log}.${randomBytes(4).toString('hex')}`;
  const file = openSync(half, 'wx', 0o600);
  try {
    writeFileSync(file, written);
    if (process.getuid?.() === 0) fchownSync(file, owner.uid, owner.gid);
  } finally {
    closeSync(file);
  }
  renameSync(half, `${log}.1`);
}
