import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../src/ports/chat.ts';
import type { Action, Document } from '../../src/ports/document.ts';
import { archives, leaving, noArchive, noRemoving, noTopic, rooms, topics } from './chat-rooms.ts';
import {
  type At,
  failure,
  inRoom,
  type Lacks,
  type Method,
  must,
  opened,
  type PlatformUnderTest,
  says,
  searchFrom,
  to,
} from './platform-under-test.ts';

/** The promise of `src/ports/chat.ts`, kept by every platform. */
export function chatPlatformContract(
  name: string,
  start: () => Promise<PlatformUnderTest>,
  lacks: Lacks = {},
): void {
  describe(`${name} as a chat platform`, () => {
    const at: { it: PlatformUnderTest; room: string } = { it: undefined as never, room: '' };
    beforeAll(async () => {
      at.it = await start();
    });
    afterAll(() => at.it?.close());
    beforeEach(async () => {
      at.it.heal();
      at.room = (await opened(at, `Wilg-${randomUUID().slice(0, 8)}`, '')).externalId;
    });
    messages(at);
    if (lacks.pin) noPins(at, lacks.pin);
    else pins(at);
    rooms(at, lacks);
    if (lacks.setTopic) noTopic(at, lacks.setTopic);
    else topics(at);
    if (lacks.archive) noArchive(at, lacks.archive);
    else archives(at);
    if (lacks.remove) noRemoving(at, lacks.remove);
    else leaving(at);
    failures(at);
    if (lacks.pace) noPace(at, lacks.pace);
    else pace(at);
    if (lacks.connection) noConnection(at, lacks.connection);
    else connection(at, lacks);
    if (lacks.find) noLookUp(at, lacks.find);
    else lookUp(at);
  });
}
function messages(at: At): void {
  it('posts in a room and to one person', async () => {
    const { platform, people } = at.it;
    await must(platform.post(inRoom(at), says('Welkom in Wilg-27'), randomUUID()));
    await must(platform.post(to(at, people.one), says('Lukt het?'), randomUUID()));
    expect(await at.it.words(at.room)).toEqual(['Welkom in Wilg-27']);
    expect((await at.it.direct(people.one)).at(-1)).toBe('Lukt het?');
    expect(await at.it.direct(people.other)).not.toContain('Lukt het?');
  });

  it('puts new words in the place of the old, in a room and directly', async () => {
    const { platform, people } = at.it;
    for (const address of [inRoom(at), to(at, people.other)]) {
      const ref = await must(platform.post(address, says('Open'), randomUUID()));
      await must(platform.update(address, ref, says('Klaar')));
    }
    expect(await at.it.words(at.room)).toEqual(['Klaar']);
    expect(await at.it.direct(people.other)).toEqual(['Klaar']);
  });

  it('says so when the message to change is not there any more', async () => {
    const ref = await must(at.it.platform.post(inRoom(at), says('Weg'), randomUUID()));
    await at.it.erase(ref);
    expect(await failure(at.it.platform.update(inRoom(at), ref, says('Nieuw')))).toMatchObject({
      kind: 'gone',
    });
    expect(await at.it.words(at.room)).toEqual([]);
  });
}

function pins(at: At): void {
  it('pins a message, and a second time is no mistake', async () => {
    const ref = await must(at.it.platform.post(inRoom(at), says('Overzicht'), randomUUID()));
    await must(at.it.platform.pin(inRoom(at), ref));
    await must(at.it.platform.pin(inRoom(at), ref));
    expect(await at.it.pinned(at.room)).toEqual(['Overzicht']);
  });
}

function noPins(at: At, why: string): void {
  it(`pins nothing, and that is no mistake: ${why}`, async () => {
    const ref = await must(at.it.platform.post(inRoom(at), says('Overzicht'), randomUUID()));
    await must(at.it.platform.pin(inRoom(at), ref));
    expect(await at.it.words(at.room)).toEqual(['Overzicht']);
    expect(await at.it.pinned(at.room)).toEqual([]);
  });
}

function lookUp(at: At): void {
  it('finds its own message by its id, and no other with the same words', async () => {
    const { platform, people } = at.it;
    for (const address of [inRoom(at), to(at, people.one)]) {
      const [first, second] = [randomUUID(), randomUUID()];
      const ref = await must(platform.post(address, says('Zelfde woorden'), first));
      await must(platform.post(address, says('Zelfde woorden'), randomUUID()));
      expect(await must(platform.find(address, first, searchFrom(at.it.now())))).toBe(ref);
      expect(await must(platform.find(address, first, searchFrom(at.it.now())))).toBe(ref);
      expect(await must(platform.find(address, second, searchFrom(at.it.now())))).toBeNull();
    }
  });

  it('still finds a message after its words were replaced', async () => {
    const id = randomUUID();
    const ref = await must(at.it.platform.post(inRoom(at), says('Eerst'), id));
    await must(at.it.platform.update(inRoom(at), ref, says('Daarna')));
    expect(await must(at.it.platform.find(inRoom(at), id, searchFrom(at.it.now())))).toBe(ref);
  });

  it('says "perhaps" when no answer came; looking tells that nothing arrived', async () => {
    const id = randomUUID();
    at.it.mishap('lost-before', 'post');
    expect(await failure(at.it.platform.post(inRoom(at), says('Kwijt'), id))).toMatchObject({
      kind: 'perhaps',
    });
    expect(await must(at.it.platform.find(inRoom(at), id, searchFrom(at.it.now())))).toBeNull();
    await must(at.it.platform.post(inRoom(at), says('Kwijt'), id));
    expect(await at.it.words(at.room)).toEqual(['Kwijt']);
  });

  it('says "perhaps" when no answer came; looking finds what did arrive, so that it stands there once', async () => {
    const id = randomUUID();
    at.it.mishap('lost-after', 'post');
    expect(await failure(at.it.platform.post(inRoom(at), says('Toch aangekomen'), id))).toMatchObject({
      kind: 'perhaps',
    });
    const ref = await must(at.it.platform.find(inRoom(at), id, searchFrom(at.it.now())));
    expect(ref).not.toBeNull();
    await must(at.it.platform.update(inRoom(at), String(ref), says('Bijgewerkt')));
    expect(await at.it.words(at.room)).toEqual(['Bijgewerkt']);
  });
}

function noLookUp(at: At, why: string): void {
  it(`finds nothing it sent, so that what is in doubt is sent again, and twice rather than not at all: ${why}`, async () => {
    for (const what of ['lost-before', 'lost-after'] as const) {
      const id = randomUUID();
      at.it.mishap(what, 'post');
      expect(await failure(at.it.platform.post(inRoom(at), says(what), id))).toMatchObject({
        kind: 'perhaps',
      });
      expect(await must(at.it.platform.find(inRoom(at), id, searchFrom(at.it.now())))).toBeNull();
      await must(at.it.platform.post(inRoom(at), says(what), id));
    }
    expect(await at.it.words(at.room)).toEqual(['lost-before', 'lost-after', 'lost-after']);
  });
}

function failures(at: At): void {
  it('never reaches a room that does not exist', async () => {
    const nowhere = inRoom(at, 'C0NOWHERE');
    const gone = { kind: 'never', reason: 'room_gone' };
    expect(
      await failure(at.it.platform.post(nowhere, says('Hoort iemand dit?'), randomUUID())),
    ).toMatchObject(gone);
    expect(await failure(at.it.platform.invite(nowhere, at.it.people.one))).toMatchObject(gone);
  });

  it('never reaches somebody who left, or whom the platform does not know', async () => {
    const { platform, people } = at.it;
    const unreachable = { kind: 'never', reason: 'person_unreachable' };
    for (const person of [people.gone, people.nobody]) {
      expect(await failure(platform.invite(inRoom(at), person))).toMatchObject(unreachable);
      expect(await failure(platform.post(to(at, person), says('Ben je daar?'), randomUUID()))).toMatchObject(
        unreachable,
      );
    }
  });

  it('is not in doubt about what it refuses itself: nothing was sent', async () => {
    const args = { text: 'x'.repeat(100_000) };
    const button: Action = { label: 'Klaar', does: { command: 'agreement.reportDone' }, args };
    const document: Document = { notification: 'Wilg-27', blocks: [{ kind: 'actions', actions: [button] }] };
    expect(await failure(at.it.platform.post(inRoom(at), document, randomUUID()))).toMatchObject({
      kind: 'never',
      reason: 'refused',
    });
    expect(await at.it.words(at.room)).toEqual([]);
  });

  it('simply tries again where doing it twice does no harm', async () => {
    const ref = await must(at.it.platform.post(inRoom(at), says('Open'), randomUUID()));
    at.it.mishap('lost-after', 'update');
    expect(await failure(at.it.platform.update(inRoom(at), ref, says('Klaar')))).toMatchObject({
      kind: 'again',
    });
    await must(at.it.platform.update(inRoom(at), ref, says('Klaar')));
    at.it.mishap('lost-after', 'invite');
    expect(await failure(at.it.platform.invite(inRoom(at), at.it.people.one))).toMatchObject({
      kind: 'again',
    });
    await must(at.it.platform.invite(inRoom(at), at.it.people.one));
    expect(await at.it.words(at.room)).toEqual(['Klaar']);
  });
}

function pace(at: At): void {
  it('says how long to wait when it is too fast, and sent nothing', async () => {
    at.it.mishap('too-fast', 'post');
    const got = await failure(at.it.platform.post(inRoom(at), says('Even wachten'), randomUUID()));
    expect(got).toMatchObject({ kind: 'again', rateLimited: true });
    expect((got as { afterMs: number }).afterMs).toBeGreaterThanOrEqual(1000);
    expect(await at.it.words(at.room)).toEqual([]);
  });
}

function noPace(at: At, why: string): void {
  it(`is never too fast, so that nothing waits: ${why}`, async () => {
    const all = Array.from({ length: 100 }, (_, n) => `bericht ${n}`);
    const sent = all.map((words) => at.it.platform.post(inRoom(at), says(words), randomUUID()));
    for (const result of sent) await must(result);
    expect([...(await at.it.words(at.room))].sort()).toEqual([...all].sort());
  });
}

/** One try of each method. */
function triesOf(at: At, ref: string): Record<Method, () => Promise<Result<unknown>>> {
  const { platform, people, workspace } = at.it;
  return {
    post: () => platform.post(inRoom(at), says('Te laat'), randomUUID()),
    update: () => platform.update(inRoom(at), ref, says('Te laat')),
    find: () => platform.find(inRoom(at), randomUUID(), searchFrom(at.it.now())),
    pin: () => platform.pin(inRoom(at), ref),
    openRoom: () => platform.openRoom(workspace, 'Te-laat', '', { id: randomUUID(), owner: people.other }),
    setTopic: () => platform.setTopic(inRoom(at), 'Te laat'),
    invite: () => platform.invite(inRoom(at), people.one),
    remove: () => platform.remove(inRoom(at), people.one),
    archive: () => platform.archive(inRoom(at)),
  };
}

function connection(at: At, lacks: Lacks): void {
  it('tells, by whatever is tried, that the connection has ended, and throws nothing', async () => {
    const ref = await must(at.it.platform.post(inRoom(at), says('Nog net'), randomUUID()));
    for (const [method, attempt] of Object.entries(triesOf(at, ref))) {
      if (method in lacks) continue;
      at.it.mishap('revoked', method as Method);
      expect(await failure(attempt()), method).toMatchObject({ kind: 'never', reason: 'connection' });
    }
  });
}

function noConnection(at: At, why: string): void {
  it(`gives nothing up for good when nobody answers, and throws nothing: ${why}`, async () => {
    const ref = await must(at.it.platform.post(inRoom(at), says('Nog net'), randomUUID()));
    for (const [method, attempt] of Object.entries(triesOf(at, ref))) {
      at.it.mishap('lost-before', method as Method);
      expect(await failure(attempt()), method).toMatchObject({
        kind: method === 'post' ? 'perhaps' : 'again',
      });
      expect(await attempt(), method).toMatchObject({ ok: true });
    }
  });
}
