import { posix } from 'node:path';
import { isFile, LAYERS, type Layer } from '../../tools/layers/layers.ts';

/** An import and what the list of layers says of it, so that Biome can be asked the same. */
export interface Plant {
  readonly file: string;
  readonly imports: string;
  readonly allowed: boolean;
}

export interface Planted {
  readonly title: string;
  readonly plants: readonly Plant[];
}

/** Every layer as it is written in the list: its code, a folder deeper, the tests beside it, its special files. */
export const planted = (): Planted[] => LAYERS.flatMap((layer) => [...ofCode(layer), ...ofTests(layer)]);

function ofCode(layer: Layer): Planted[] {
  const files = isFile(layer.at) ? [layer.at] : [`${layer.at}/plant.ts`, `${layer.at}/some/deeper/plant.ts`];
  const of = (file: string, own: readonly string[] = []): Planted => ({
    title: file,
    plants: [...toLayers(file, layer, layer.knows), ...toPackages(file, allowedPackages(layer, own))],
  });
  const special = Object.entries(layer.packagesOf ?? {});
  return [...files.map((file) => of(file)), ...special.map(([file, own]) => of(file, own))];
}

function ofTests(layer: Layer): Planted[] {
  if (!layer.itsTestsKnow) return [];
  const knows = [...layer.knows, ...layer.itsTestsKnow];
  return [`${layer.at}/plant.test.ts`, `${layer.at}/some/deeper/plant.test.ts`].map((file) => ({
    title: file,
    plants: [...toLayers(file, layer, knows), ...toPackages(file, 'any')],
  }));
}

function toLayers(file: string, from: Layer, knows: readonly string[]): Plant[] {
  const own: Plant = { file, imports: './beside.ts', allowed: true };
  const others = LAYERS.filter((to) => to !== from).flatMap((to): Plant[] =>
    targets(to).map((target) => ({
      file,
      imports: relative(file, target),
      allowed: knows.includes(to.at),
    })),
  );
  return [own, ...others];
}

const targets = (to: Layer): string[] =>
  isFile(to.at) ? [to.at] : [`${to.at}/known.ts`, `${to.at}/some/known.ts`];

function relative(file: string, target: string): string {
  const path = posix.relative(posix.dirname(file), target);
  return path.startsWith('.') ? path : `./${path}`;
}

function allowedPackages(layer: Layer, own: readonly string[]): readonly string[] | 'any' {
  return layer.packages === 'any' ? 'any' : [...layer.packages, ...own];
}

/** Every package of any layer, what lies deeper in each, and some that no layer has. */
function packages(): string[] {
  const all = LAYERS.flatMap((layer) => [
    ...(layer.packages === 'any' ? [] : layer.packages),
    ...Object.values(layer.packagesOf ?? {}).flat(),
  ]);
  const named = all.map((name) => name.replace('/**', '/some').replace('*', 'fs'));
  const strange = ['a-package-of-nobody', '@nobody/package', 'vitest', 'node:fs/promises', 'node:test'];
  return [...new Set([...named, ...named.map((name) => `${name}/deeper`), ...strange])];
}

const toPackages = (file: string, allowed: readonly string[] | 'any'): Plant[] =>
  packages().map((imports) => ({
    file,
    imports,
    allowed: allowed === 'any' || allowed.some((pattern) => covers(pattern, imports)),
  }));

/** `**` is everything below, `*` is anything but a deeper path. What is allowed is allowed with what it holds. */
function covers(pattern: string, name: string): boolean {
  const exact = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '.*');
  return new RegExp(`^${exact}$`).test(name);
}
