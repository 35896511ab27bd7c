import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { type At, failure, inRoom, type Lacks, must, opened, says } from './platform-under-test.ts';

export function rooms(at: At, lacks: Lacks): void {
  it(`opens a room that ${lacks.privacy ?? 'only the people brought in can read'}`, async () => {
    const made = await opened(at, 'Beuk-3', 'Regie: nog niemand');
    const room = await at.it.room(made.externalId);
    expect(room).toMatchObject({ isPrivate: lacks.privacy === undefined, archived: false });
    if (!lacks.setTopic) expect(room.topic).toMatch(/^Regie: nog niemand/);
    expect(room.name).toBe(made.name);
    expect(room.members.includes(at.it.people.one)).toBe(lacks.privacy !== undefined);
  });

  it(`gives a room with a taken name another one, and tells which${lacks.ownName ? `; but ${lacks.ownName}` : ''}`, async () => {
    const open = () => opened(at, 'Eik-8', '');
    const [first, second, third] = [await open(), await open(), await open()];
    expect(new Set([first.externalId, second.externalId, third.externalId]).size).toBe(3);
    expect(new Set([first.name, second.name, third.name]).size).toBe(lacks.ownName ? 1 : 3);
    expect(second.name.toLowerCase()).toContain('eik-8');
  });

  it('opens a room whatever signs its name has', async () => {
    const room = await opened(at, `Één wilg (27)! ${'lang '.repeat(40)}`, '');
    expect(room.name.length).toBeGreaterThan(3);
  });

  it('brings a person in once, however often that is asked', async () => {
    const { platform, people } = at.it;
    await must(platform.invite(inRoom(at), people.one));
    await must(platform.invite(inRoom(at), people.one));
    expect((await at.it.room(at.room)).members.filter((member) => member === people.one)).toHaveLength(1);
  });
}

export function leaving(at: At): void {
  it('takes a person out once, however often that is asked', async () => {
    const { platform, people } = at.it;
    await must(platform.invite(inRoom(at), people.one));
    await must(platform.remove(inRoom(at), people.one));
    await must(platform.remove(inRoom(at), people.one));
    expect((await at.it.room(at.room)).members).not.toContain(people.one);
  });
}

export function noRemoving(at: At, why: string): void {
  it(`takes nobody out, and that is no mistake: ${why}`, async () => {
    await must(at.it.platform.remove(inRoom(at), at.it.people.one));
    expect((await at.it.room(at.room)).members).toContain(at.it.people.one);
  });
}

export function topics(at: At): void {
  it('changes the topic, and cuts one that is too long', async () => {
    await must(at.it.platform.setTopic(inRoom(at), 'Regie: de mentor'));
    expect((await at.it.room(at.room)).topic).toBe('Regie: de mentor');
    await must(at.it.platform.setTopic(inRoom(at), 'regie '.repeat(400)));
    expect((await at.it.room(at.room)).topic).toMatch(/^regie .*…$/);
  });
}

export function noTopic(at: At, why: string): void {
  it(`leaves what stands above the room, and that is no mistake: ${why}`, async () => {
    const before = await at.it.room(at.room);
    await must(at.it.platform.setTopic(inRoom(at), 'Regie: de mentor'));
    expect(await at.it.room(at.room)).toEqual(before);
  });
}

export function archives(at: At): void {
  it('archives a room once, however often that is asked', async () => {
    await must(at.it.platform.archive(inRoom(at)));
    await must(at.it.platform.archive(inRoom(at)));
    expect((await at.it.room(at.room)).archived).toBe(true);
  });

  it('never reaches an archived room', async () => {
    await must(at.it.platform.archive(inRoom(at)));
    const archived = { kind: 'never', reason: 'room_archived' };
    expect(await failure(at.it.platform.post(inRoom(at), says('Te laat'), randomUUID()))).toMatchObject(
      archived,
    );
    expect(await failure(at.it.platform.setTopic(inRoom(at), 'Te laat'))).toMatchObject(archived);
  });
}

export function noArchive(at: At, why: string): void {
  it(`leaves a room of a closed case to its people, and that is no mistake: ${why}`, async () => {
    await must(at.it.platform.post(inRoom(at), says('Gesloten'), randomUUID()));
    const before = await at.it.room(at.room);
    await must(at.it.platform.archive(inRoom(at)));
    await must(at.it.platform.archive(inRoom(at)));
    expect(await at.it.room(at.room)).toEqual(before);
    expect(await at.it.words(at.room)).toEqual(['Gesloten']);
  });
}
