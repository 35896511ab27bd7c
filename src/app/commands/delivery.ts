import { z } from 'zod';
import { type Command, command } from '../command.ts';
import { id } from './args.ts';

export const deliveryCommands: readonly Command[] = [
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
