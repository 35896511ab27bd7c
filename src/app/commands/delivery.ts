import { z } from 'zod';
import type { CommandName } from '../../domain/command-names.ts';
import type { ReplyKey } from '../../domain/reply-keys.ts';
import type { Store } from '../../ports/database/index.ts';
import { type Command, command } from '../command.ts';
import { id } from './args.ts';

type Act = (store: Store) => Store['sendAgain'];

/** The commands on a message that could not be delivered; each is in the region's audit. */
export const deliveryCommands: readonly Command[] = [
  onDead('delivery.again', 'done.sentAgain', (store) => store.sendAgain),
  onDead('delivery.leave', 'done.leftUnsent', (store) => store.leaveUnsent),
];

function onDead(name: CommandName, said: ReplyKey, act: Act): Command {
  return command({
    name,
    args: z.strictObject({ messageId: id }),
    who: ['administrator'],
    run: {
      on: 'region',
      plan: async ({ store, region, actor, situation }, { messageId }) => {
        const done = await act(store)({
          regionId: region.id,
          messageId,
          actor: actor.id,
          now: situation.now,
        });
        return { decisions: [], reply: { key: done ? said : 'refused.notDead' }, refused: !done };
      },
    },
  });
}
