import type { Delivery } from '../../test/fakes/slack/index.ts';
import type { Trio } from './people.ts';
import { type Stage, until } from './stage.ts';

const ATTEMPTS = 10;

/** A case with its room and the three people in it, a lead among them. */
export interface Case extends Trio {
  readonly index: number;
  readonly channel: string;
}

/** Opens a case for every trio, side by side, by typing and pressing. */
export function openCases(stage: Stage): Promise<Case[]> {
  return Promise.all(stage.people.map((trio, index) => openCase(stage, trio, index)));
}

async function openCase(stage: Stage, trio: Trio, index: number): Promise<Case> {
  const { slack } = stage;
  const coordinator = slack.as(trio.coordinator);
  await answered(() => coordinator.openHome());
  ok(await coordinator.click('home', 'Nieuwe casus openen'));
  ok(await coordinator.submit({ firstDay: '4 januari 2027' }));
  const mine = (): string | undefined =>
    slack.channels().find((c) => c.members.includes(trio.coordinator))?.name;
  await until('a channel for the case', () => mine() !== undefined);
  const channel = mine() ?? '';
  const members = (): readonly string[] => slack.channelByName(channel)?.members ?? [];
  for (const [member, role] of [
    [trio.lead, 'municipalCaseManager'],
    [trio.school, 'supportCoordinator'],
  ] as const) {
    ok(await coordinator.command(channel, '/schakel deelnemer'));
    ok(await coordinator.submit({ member, role }));
    await until('somebody comes in', () => members().includes(member));
  }
  ok(await slack.as(trio.lead).command(channel, '/schakel regie'));
  ok(await slack.as(trio.lead).click({ channel }, 'Ik neem de regie'));
  return { ...trio, index, channel };
}

/** The first answer of all loads what answers; on a machine that is busy with other things that may take too long. */
async function answered(act: () => Promise<Delivery>): Promise<void> {
  let delivery = await act();
  for (let attempt = 1; !delivery.acknowledgedInTime && attempt < ATTEMPTS; attempt++) delivery = await act();
  ok(delivery);
}

function ok(delivery: Delivery): void {
  if (!delivery.acknowledgedInTime || delivery.errors || delivery.refused)
    throw new Error(`the stage could not be set: ${JSON.stringify(delivery)}`);
}
