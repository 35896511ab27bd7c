import { LAYERS, type Layer } from './layers.ts';

/** The part of ARCHITECTURE.md that follows from the list of layers: a picture and a table. */
export const BEGIN = '<!-- layers: written by npm run layers -->';
export const END = '<!-- end of layers -->';

export function withPicture(page: string, layers: readonly Layer[] = LAYERS): string {
  const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`ARCHITECTURE.md has no "${BEGIN}" followed by "${END}"`);
  const written = [picture(layers), table(layers), ...orders(layers)].join('\n\n');
  return `${page.slice(0, start)}${BEGIN}\n\n${written}\n\n${page.slice(end)}`;
}

function picture(layers: readonly Layer[]): string {
  const lines = layers.flatMap((layer) => [
    `  ${id(layer.at)}["${layer.at}"]`,
    ...nearest(layer, layers).map((to) => `  ${id(layer.at)} --> ${id(to)}`),
  ]);
  return ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}

/** Returns the layers that a layer may know, but those that it also reaches through another one beneath it. */
function nearest(layer: Layer, layers: readonly Layer[]): string[] {
  const knownBy = (at: string) => layers.find((other) => other.at === at)?.knows ?? [];
  const beneath = layer.knows.filter((at) => !knownBy(at).includes(layer.at));
  return layer.knows.filter((to) => !beneath.some((via) => knownBy(via).includes(to)));
}

function table(layers: readonly Layer[]): string {
  const rows = layers.map(
    (layer) => `| \`${layer.at}\` | ${layer.holds} | ${known(layer, layers)} | ${packages(layer)} |`,
  );
  return ['| Layer | What it holds | May know | Packages |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const id = (at: string): string => at.replaceAll(/[^a-z]/g, '_');
const code = (name: string): string => `\`${name}\``;

function known(layer: Layer, layers: readonly Layer[]): string {
  const product = layers.filter(({ at }) => /^(src|adapters)\//.test(at)).map(({ at }) => at);
  const all = product.every((at) => layer.knows.includes(at));
  const rest = all ? layer.knows.filter((at) => !product.includes(at)) : layer.knows;
  const words = [...(all ? ['all of `src` and `adapters`'] : []), ...rest.map(code)];
  const also = layer.itsTestsKnow?.length
    ? `; its tests also ${layer.itsTestsKnow.map(code).join(', ')}`
    : '';
  return (words.join(', ') || 'nothing') + also;
}

function packages(layer: Layer): string {
  if (layer.packages === 'any') return 'any';
  const own = Object.entries(layer.packagesOf ?? {}).map(
    ([file, names]) => `; in \`${file}\` only ${names.map(code).join(', ')}`,
  );
  return (layer.packages.map(code).join(', ') || 'none') + own.join('');
}

function orders(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ at, subjects }) =>
    subjects
      ? [`Inside \`${at}\` each subject knows only those before it: ${subjects.map(code).join(', ')}.`]
      : [],
  );
}
