import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isGone, workerName } from './worker.ts';

describe('whether the holder of a lease still lives', () => {
  const [machine] = workerName().split('/');

  it('is certain of a process on this machine that has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    const pid = child.pid;
    await once(child, 'exit');
    expect(isGone(`${machine}/${pid}/0a1b2c3d`)).toBe(true);
  });

  it('takes a process that runs for alive', () => {
    expect(isGone(`${machine}/${process.ppid}/0a1b2c3d`)).toBe(false);
  });

  it('knows that an earlier process with our own number is gone', () => {
    expect(isGone(`${machine}/${process.pid}/0a1b2c3d`)).toBe(true);
    expect(isGone(workerName())).toBe(false);
  });

  it('takes a process of another machine for alive, and one it knows nothing of', () => {
    expect(isGone(`elsewhere/${process.pid}/0a1b2c3d`)).toBe(false);
    expect(isGone('a')).toBe(false);
  });

  it('is another name every time', () => {
    expect(workerName()).not.toBe(workerName());
  });
});
