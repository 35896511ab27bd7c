import { isFile, LAYERS, type Layer } from './layers.ts';

/** The overrides of biome.json, as they follow from the list of layers. */
interface Group {
  readonly group: readonly string[];
  readonly message: string;
}

export interface Override {
  readonly includes: readonly string[];
  readonly linter: object;
}

const SEE = '(see ARCHITECTURE.md, "Layers and arrows")';
const named = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : 'none');

export function biomeOverrides(layers: readonly Layer[] = LAYERS): Override[] {
  return layers.flatMap((layer) => [
    ofCode(layer, layers),
    ...ofFiles(layer, layers),
    ...ofTests(layer, layers),
  ]);
}

function ofCode(layer: Layer, layers: readonly Layer[]): Override {
  const files = isFile(layer.at) ? [layer.at] : [`${layer.at}/**`];
  const beside = layer.itsTestsKnow ? ['!**/*.test.ts'] : [];
  return override([...files, ...beside], [toLayers(layer, layer.knows, layers), ...toPackages(layer)]);
}

/** The packages of one file alone come after those of its layer: of two overrides, the last one counts. */
function ofFiles(layer: Layer, layers: readonly Layer[]): Override[] {
  return Object.entries(layer.packagesOf ?? {}).map(([file, own]) =>
    override([file], [toLayers(layer, layer.knows, layers), ...toPackages(layer, own)]),
  );
}

function ofTests(layer: Layer, layers: readonly Layer[]): Override[] {
  if (!layer.itsTestsKnow) return [];
  const knows = [...layer.knows, ...layer.itsTestsKnow];
  return [override([`${layer.at}/**/*.test.ts`], [toLayers(layer, knows, layers, 'The tests of ')])];
}

function toLayers(layer: Layer, knows: readonly string[], layers: readonly Layer[], whose = ''): Group {
  const strange = layers.filter(({ at }) => at !== layer.at && !knows.includes(at));
  const group = [...new Set(strange.flatMap((other) => imported(other, layer)))];
  // The test tools have folders that are named after a platform.
  if (knows.includes('test')) group.push('!**/test/**');
  const start = whose ? `${whose}${layer.at}` : layer.at;
  return { group, message: `${start} may know only these layers: ${named(knows)} ${SEE}.` };
}

/** How another layer is written in an import: the last part of its path, since the way up differs per folder. */
function imported(other: Layer, from: Layer): string[] {
  if (isFile(other.at)) return [`**/${other.at.split('/').at(-1)}`];
  const [root, folder = root] = other.at.split('/');
  const last = `**/${folder}/**`;
  if (root !== 'adapters') return [last];
  // Adapters stand side by side, so that one reaches the other without naming the folder of both.
  return from.at.startsWith('adapters/') ? [last] : ['**/adapters/**'];
}

function toPackages(layer: Layer, own: readonly string[] = []): Group[] {
  if (layer.packages === 'any') return [];
  const allowed = [...layer.packages, ...own];
  const group = ['**', '!./**', '!../**', ...allowed.map((name) => `!${name}`)];
  return [{ group, message: `${layer.at} may use only these packages: ${named(allowed)} ${SEE}.` }];
}

function override(includes: readonly string[], patterns: readonly Group[]): Override {
  const noRestrictedImports = { level: 'error', options: { patterns } };
  return { includes, linter: { rules: { style: { noRestrictedImports } } } };
}
