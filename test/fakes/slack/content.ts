import { checkBlocks } from './block-kit/block-kit.ts';
import { blocksOf, list, parsed, record, text } from './events/read.ts';
import { refuse } from './front.ts';
import type { Json } from './types.ts';
import { LIMITS } from './web-api/limits.ts';

/** Returns the error with which Slack refuses the content of a message, or `null`. */
export function contentError(args: Json, longestText: number): Json | null {
  if (text(args.text).length > longestText) return refuse('msg_too_long');
  const metadata = args.metadata === undefined ? null : record(parsed(args.metadata));
  if (metadata !== null && (!text(metadata.event_type) || typeof metadata.event_payload !== 'object')) {
    return refuse('invalid_metadata_format');
  }
  if (metadata !== null && JSON.stringify(metadata).length > LIMITS.message.metadata)
    return refuse('metadata_too_large');
  const blocks = args.blocks === undefined ? undefined : parsed(args.blocks);
  if (blocks === undefined) return args.blocks === undefined ? null : refuse('invalid_blocks_format');
  const said = checkBlocks(blocks, 'message');
  if (said.length > 0)
    return refuse('invalid_blocks', { errors: said, response_metadata: { messages: said } });
  return characters(blocks) > LIMITS.message.blocksTotal ? refuse('msg_blocks_too_long') : null;
}

/** All the characters a person would read in these blocks. */
function characters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + characters(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : characters(item)),
    0,
  );
}

let lastBlockId = 0;

/** Slack names every block and every element that the app did not name. */
export function withIds(value: unknown): ReturnType<typeof blocksOf> | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const named = (element: Json): Json => {
    if (element.action_id !== undefined || text(element.type) === 'image') return element;
    lastBlockId += 1;
    return { ...element, action_id: `a${lastBlockId}` };
  };
  return blocksOf(value).map((block) => {
    lastBlockId += 1;
    return {
      ...block,
      block_id: text(block.block_id) || `b${lastBlockId}`,
      ...(block.type === 'actions' ? { elements: list(block.elements).map(named) } : {}),
      ...(block.accessory === undefined ? {} : { accessory: named(record(block.accessory)) }),
      ...(block.element === undefined ? {} : { element: named(record(block.element)) }),
    };
  });
}
