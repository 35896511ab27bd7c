/**
 * Text as people typed it, made fit for a screen. Nothing here escapes markup, because rendered texts are never read
 * as markup: they land in plain_text and in the text elements of rich_text, which Slack shows literally.
 */

/** Control characters, and the marks that turn the direction of writing around for all that follows. */
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: these are what is taken out
