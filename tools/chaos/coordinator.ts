import { type Desk, fillIn } from './desk.ts';

/** The most cases beside the one of the beginning. */
const CASES = 3;

/** Opens a case now and then, from the home page: a channel, people brought in, a welcome, a pinned overview. */
export async function coordinatorAtWork(context: Desk, userId: string): Promise<void> {
  const coordinator = context.stage.slack.as(userId);
  for (let n = 0; n < CASES; n++) {
    await context.longPause();
    if (!context.on()) return;
    const day = context.day();
    const open = () => coordinator.click('home', 'Nieuwe casus openen');
    await fillIn(context, coordinator, `open a case for ${day}`, open, { firstDay: inWords(day) });
    context.done({ what: 'opened', title: day, channel: '' });
    while (coordinator.hasView()) await coordinator.closeView();
  }
}

function inWords(day: string): string {
  return new Date(day).toLocaleDateString('nl-NL', { dateStyle: 'long', timeZone: 'UTC' });
}
