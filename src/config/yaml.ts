import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** The library, loaded when a region file is first read or written: a start does neither. */
export const yaml = (): typeof import('yaml') => load('yaml');
