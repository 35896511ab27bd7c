import type { Address, ChatPlatform, Failure, NeverReason, Result } from '../../../src/ports/chat.ts';
import type { Document } from '../../../src/ports/document.ts';
import type { Method, Mishap } from '../../contract/platform-under-test.ts';

export interface MemoryMessage {
  readonly ref: string;
  readonly id: string;
  document: Document;
  pinned: boolean;
}

export interface MemoryRoom {
  readonly id: string;
  readonly name: string;
  topic: string;
  archived: boolean;
  readonly members: Set<string>;
  messages: MemoryMessage[];
}

/** A chat platform in memory, as strict as a real one: it refuses what Slack refuses. */
export interface MemoryPlatform extends ChatPlatform {
  readonly rooms: ReadonlyMap<string, MemoryRoom>;
  /** The direct conversation with a person; empty when there is none yet. */
  direct(person: string): readonly MemoryMessage[];
  /** The next call of this method goes wrong; without a method, every call until `heal`. */
  mishap(what: Mishap, method?: Method): void;
  heal(): void;
  erase(ref: string): void;
}

export interface MemoryPerson {
  readonly id: string;
  readonly isDeactivated?: boolean;
}

const TOPIC = 250;
const BUTTON = 2000;

/** Thrown inside, given back as a value. */
class Refusal extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

function never(reason: NeverReason): Refusal {
  return new Refusal({ kind: 'never', reason, cause: reason });
}

export function createMemoryPlatform(people: readonly MemoryPerson[]): MemoryPlatform {
  const rooms = new Map<string, MemoryRoom>();
  const directs = new Map<string, MemoryRoom>();
  const mishaps = createMishaps();
  let count = 0;

  const reachable = (person: string): void => {
    const known = people.find((one) => one.id === person);
    if (!known || known.isDeactivated) throw never('person_unreachable');
  };
  const newRoom = (id: string, name: string): MemoryRoom => ({
    id,
    name,
    topic: '',
    archived: false,
    members: new Set(),
    messages: [],
  });
  const roomOf = (to: Address): MemoryRoom => {
    if ('room' in to.target) {
      const found = rooms.get(to.target.room);
      if (!found) throw never('room_gone');
      return found;
    }
    const { person } = to.target;
    reachable(person);
    const direct = directs.get(person) ?? newRoom(`direct-${person}`, '');
    directs.set(person, direct);
    return direct;
  };
  const openRoomOf = (to: Address): MemoryRoom => {
    const room = roomOf(to);
    if (room.archived) throw never('room_archived');
    return room;
  };
  const messageOf = (to: Address, ref: string): MemoryMessage => {
    const found = openRoomOf(to).messages.find((one) => one.ref === ref);
    if (!found) throw new Refusal({ kind: 'gone', cause: 'message_not_found' });
    return found;
  };
  const nameFor = (wanted: string): string => {
    const taken = new Set([...rooms.values()].map((room) => room.name));
    for (let n = 1; ; n++) {
      const name = n === 1 ? wanted : `${wanted}-${n}`;
      if (!taken.has(name)) return name;
    }
  };

  const platform: ChatPlatform = {
    name: 'memory',
    post: (to, document, id) =>
      mishaps.around('post', () => {
        fits(document);
        const room = openRoomOf(to);
        count += 1;
        const ref = `${room.id}:${count}`;
        room.messages.push({ ref, id, document, pinned: false });
        return ref;
      }),
    update: (to, ref, document) =>
      mishaps.around('update', () => {
        fits(document);
        messageOf(to, ref).document = document;
        return ref;
      }),
    find: (to, id) =>
      mishaps.around('find', () => roomOf(to).messages.find((one) => one.id === id)?.ref ?? null),
    pin: (to, ref) =>
      mishaps.around('pin', () => {
        messageOf(to, ref).pinned = true;
      }),
    openRoom: (_workspace, wanted, topic) =>
      mishaps.around('openRoom', () => {
        count += 1;
        const room = {
          ...newRoom(`room-${count}`, nameFor(wanted.slice(0, 70).toLowerCase())),
          topic: cut(topic),
        };
        rooms.set(room.id, room);
        return { externalId: room.id, name: room.name };
      }),
    setTopic: (to, topic) =>
      mishaps.around('setTopic', () => {
        openRoomOf(to).topic = cut(topic);
      }),
    invite: (to, person) =>
      mishaps.around('invite', () => {
        const room = openRoomOf(to);
        reachable(person);
        room.members.add(person);
      }),
    remove: (to, person) => mishaps.around('remove', () => void openRoomOf(to).members.delete(person)),
    archive: (to) =>
      mishaps.around('archive', () => {
        roomOf(to).archived = true;
      }),
  };
  return {
    ...platform,
    rooms,
    direct: (person) => directs.get(person)?.messages ?? [],
    mishap: mishaps.add,
    heal: mishaps.heal,
    erase: (ref) => {
      for (const room of [...rooms.values(), ...directs.values()])
        room.messages = room.messages.filter((one) => one.ref !== ref);
    },
  };
}

/** A button that carries more than a platform takes. */
function fits(document: Document): void {
  const actions = document.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
  if (actions.some((action) => JSON.stringify(action.args).length > BUTTON)) throw never('refused');
}

function cut(topic: string): string {
  return topic.length <= TOPIC ? topic : `${topic.slice(0, TOPIC - 1)}…`;
}

interface Mishaps {
  add(what: Mishap, method?: Method): void;
  heal(): void;
  around<T>(method: Method, work: () => T): Promise<Result<T>>;
}

function createMishaps(): Mishaps {
  let waiting: { what: Mishap; method: Method | undefined }[] = [];
  const take = (method: Method): Mishap | null => {
    const found = waiting.find((one) => one.method === undefined || one.method === method);
    if (!found) return null;
    if (found.method) waiting = waiting.filter((one) => one !== found);
    return found.what;
  };
  return {
    add: (what, method) => void waiting.push({ what, method }),
    heal: () => {
      waiting = [];
    },
    around: async (method, work) => {
      const what = take(method);
      try {
        if (what === 'revoked') throw never('connection');
        if (what === 'too-fast')
          throw new Refusal({ kind: 'again', afterMs: 1000, cause: 'rate limited', rateLimited: true });
        if (what === 'lost-before') throw lost(method);
        const value = work();
        if (what === 'lost-after') throw lost(method);
        return { ok: true, value };
      } catch (error) {
        if (error instanceof Refusal) return { ok: false, failure: error.failure };
        throw error;
      }
    },
  };
}

/** A lost call is in doubt only when it must not be done twice. */
function lost(method: Method): Refusal {
  const twiceHurts = method === 'post' || method === 'openRoom';
  return new Refusal(
    twiceHurts ? { kind: 'perhaps', cause: 'lost' } : { kind: 'again', afterMs: null, cause: 'lost' },
  );
}
