import { z } from 'zod';
import { type Command, command } from '../command.ts';
import { id } from './args.ts';

/** What is done with a message that could not be delivered; each is in the region's audit. */
export const deliveryCommands: readonly Command[] = [
  command({
    name: 'delivery.leave',
    args: z.strictObject({ messageId: id }),
    who: ['administrator'],
    run: {
      on: 'region',
      plan: async ({ store, region, actor, situation }, a) => {
        const left = { regionId: region.id, messageId: a.messageId, actor: actor.id, now: situation.now };
        const done = await store.leaveUnsent(left);
        return { decisions: [], said: { key: done ? 'done.leftUnsent' : 'refused.notDead' }, refused: !done };
      },
    },
  }),
  command({
    name: 'delivery.again',
    args: z.strictObject({ messageId: id }),
    who: ['administrator'],
    run: {
      on: 'region',
      plan: async ({ store, region, actor, situation }, a) => {
        const again = { regionId: region.id, messageId: a.messageId, actor: actor.id, now: situation.now };
        const done = await store.sendAgain(again);
        return { decisions: [], said: { key: done ? 'done.sentAgain' : 'refused.notDead' }, refused: !done };
      },
    },
  }),
];
