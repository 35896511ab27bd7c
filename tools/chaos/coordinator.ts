import { type Desk, fillIn } from './desk.ts';

/** At most so many beside the one of the beginning. */
const CASES = 3;

/** Opens a case now and then, from the home page: a channel, people brought in, a welcome, a pinned overview. */
export async function coordinatorAtWork(desk: Desk, userId: string): Promise<void> {
  const coordinator = desk.stage.slack.as(userId);
  for (let n = 0; n < CASES; n++) {
    await desk.longPause();
    if (!desk.on()) return;
    const day = desk.day();
    const open = () => coordinator.click('home', 'Nieuwe casus openen');
    await fillIn(desk, coordinator, `open a case for ${day}`, open, { firstDay: inWords(day) });
    desk.done({ what: 'opened', title: day, channel: '' });
    while (coordinator.hasView()) await coordinator.closeView();
  }
}

function inWords(day: string): string {
  return new Date(day).toLocaleDateString('nl-NL', { dateStyle: 'long', timeZone: 'UTC' });
}
