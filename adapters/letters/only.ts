import type { ChatPlatform, Result } from '../../src/ports/chat.ts';

/** A way that knows letters and no rooms: everything about rooms is refused, and nothing can be looked for afterwards. */
export function lettersOnly(name: 'email' | 'sms', post: ChatPlatform['post']): ChatPlatform {
  const refused = <T>(): Promise<Result<T>> =>
    Promise.resolve({
      ok: false,
      failure: { kind: 'never', reason: 'not_allowed', cause: `there are no rooms by ${name}` },
    });
  return {
    name,
    post,
    // A letter that went cannot be changed.
    update: async (_to, ref) => ({ ok: true, value: ref }),
    // Where it went cannot be read: rather twice than not at all.
    find: async () => ({ ok: true, value: null }),
    pin: refused,
    openRoom: refused,
    setTopic: refused,
    invite: refused,
    remove: refused,
    archive: refused,
  };
}
