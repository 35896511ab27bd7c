import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Names the holder of a lease, so that a later process on the same machine can see whether the holder still lives:
 * `machine/pid/random`. The machine is told apart down to its start and its space of process numbers, because two
 * containers can have the same name and the same numbers.
 */
export function workerName(): string {
  const name = [machine(), process.pid, randomUUID().slice(0, 8)].join('/');
  ours.add(name);
  return name;
}

/** Names given in this process: an earlier process with our number is not us. */
const ours = new Set<string>();

/** True only when it is certain: a worker of another machine, or of which we cannot tell, is taken to live. */
export function isGone(worker: string): boolean {
  const [where, number] = worker.split('/');
  const pid = Number(number);
  if (where !== machine() || !(pid > 0)) return false;
  return pid === process.pid ? !ours.has(worker) : !lives(pid);
}

function machine(): string {
  return [
    hostname(),
    read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    read(() => readlinkSync('/proc/self/ns/pid')),
  ]
    .join('~')
    .replaceAll('/', '-');
}

/** Linux alone has these; elsewhere the name of the machine is enough. */
function read(from: () => string): string {
  try {
    return from();
  } catch {
    return '';
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
