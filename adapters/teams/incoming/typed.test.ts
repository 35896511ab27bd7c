import { describe, expect, it } from 'vitest';
import { readActivity } from './activity.ts';
import { readSubmitted } from './form-state.ts';
import { asTyped, plainText } from './typed.ts';

describe('what was typed on Teams', () => {
  it.each([
    ['Plan &amp; rooster', 'Plan & rooster'],
    ['&lt;b&gt; &quot;mei&quot; &#39;s&apos;', '<b> "mei" \'s\''],
    ['&amp;lt;', '&lt;'],
    ['Goed gegaan &#128578; &#x1F600;', 'Goed gegaan 🙂 😀'],
    ['&#0; &#9999999; &onbekend; AT&T', '&#0; &#9999999; &onbekend; AT&T'],
    ['&#xD800;', '\uFFFD'],
  ])('%s is read as %s', (sent, typed) => {
    expect(asTyped(sent)).toBe(typed);
  });

  it.each([
    ['<p>Plan&nbsp;&amp; <strong>rooster</strong></p>', 'Plan & rooster'],
    ['<p>Gelukt <emoji id="smile" alt="😄" title="Glimlach"></emoji></p>', 'Gelukt 😄'],
    ['<p>Ja <img itemtype="http://schema.skype.com/Emoji" alt="👍" src="x"></p>', 'Ja 👍'],
    ['<p>Foto <img alt="image" src="x"></p>', 'Foto'],
    ['<at id="0">Moeder</at> belt &lt;morgen&gt;', 'belt <morgen>'],
    ['3 < 5 en 7 > 6', '3 < 5 en 7 > 6'],
  ])('as a message, %s is %s', (sent, words) => {
    expect(plainText(sent)).toBe(words);
  });

  it('stands in the inputs of a card as it was typed; what was chosen is left as it is', () => {
    const schakel = { command: 'c', args: {}, channel: null, instance: 'i', lists: ['many'], dates: [] };
    const read = readSubmitted({ schakel, title: 'Plan &amp; rooster &#128578;', many: 'a&amp;b,c' });
    expect(read?.values).toEqual({ title: 'Plan & rooster 🙂', many: ['a&amp;b', 'c'] });
  });

  it('is the name of who acts, and of a channel, as people see it', () => {
    const activity = readActivity({
      type: 'conversationUpdate',
      serviceUrl: 'https://smba.example',
      conversation: { id: '19:x' },
      from: { id: '29:x', name: 'Moeder &amp; co 😄' },
      channelData: { channel: { id: '19:x', name: 'Wilg-27 &lt;oud&gt;' } },
    });
    expect(activity?.from?.name).toBe('Moeder & co 😄');
    expect(activity?.channelData?.channel?.name).toBe('Wilg-27 <oud>');
  });
});
