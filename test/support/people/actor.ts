import type { Delivery, SlackStandIn } from '../../fakes/slack/index.ts';

/** The outcome of something that a person did: acknowledged or not, and the words at the fields. */
export type Reaction = Pick<Delivery, 'status' | 'body' | 'acknowledgedInTime' | 'errors' | 'refused'>;

/** The actions of a person of a story, wherever they are. Throws for what they could not do there themselves. */
export interface Actor {
  openHome(): Promise<Reaction>;
  /** Presses a button of the newest message that has it and these words; `dm` is the chat with Schakel. */
  click(
    target: 'home' | { readonly channel: string; readonly text?: string | RegExp },
    button: string,
  ): Promise<Reaction>;
  /** Fills in the form in front of this person and sends it. */
  submit(values: Readonly<Record<string, string | readonly string[] | null>>): Promise<Reaction>;
  command(channel: string, line: string): Promise<Reaction>;
}

/** The people of a story that is played in one Slack workspace. */
export function peopleInSlack(slack: SlackStandIn) {
  return { people: slack, newest: (): string => slack.channels().at(-1)?.name ?? '' };
}

/** Schakel acknowledged in time and showed no error at a field. */
export function ok(delivery: Reaction): void {
  if (!delivery.acknowledgedInTime)
    throw new Error(`not acknowledged in time: ${delivery.status} ${delivery.body}`);
  if (delivery.refused) throw new Error(`the platform would not show the answer: ${delivery.refused}`);
  if (delivery.errors) throw new Error(`the form came back: ${JSON.stringify(delivery.errors)}`);
}
