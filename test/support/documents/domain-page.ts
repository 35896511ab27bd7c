/** A capability, a privacy rule or an invariant: how far it has come, what is missing, and the tests that show it. */
export interface Row {
  readonly id: string;
  /** Its address in the page. */
  readonly anchor: string;
  readonly state: string;
  readonly missing: string;
  readonly tests: readonly string[];
}

const ROW = /^\| <a id="((?:c|p|invariant-)\d+b?)"><\/a>(\S+) \|.*\| (.*) \|$/gm;

export function rowsIn(domain: string): Row[] {
  return [...domain.matchAll(ROW)].map(([, anchor = '', name = '', stands = '']) => {
    const [, state = '', rest = ''] = /^\*\*(built|partly|not built)\*\*(.*)$/.exec(stands) ?? [];
    const missing = rest.replaceAll(/`[^`]*`/g, '').replaceAll(/[^\w]/g, '');
    const id = anchor.startsWith('invariant') ? `invariant ${name}` : name;
    return { id, anchor, state, missing, tests: quoted(rest).filter((name) => !name.includes('/')) };
  });
}

export function anchorsIn(domain: string): string[] {
  return [...domain.matchAll(/<a id="([^"]+)">/g)].map(([, anchor = '']) => anchor);
}

function tableUnder(domain: string, anchor: string): string[][] {
  const [, part = ''] = domain.split(`<a id="${anchor}"></a>`);
  const lines = (part.split('\n<a id=')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) => line.split('|').slice(1, -1));
}

/** Timers that a region can set, with the number that the table gives; hours of the day are no timers. */
export function timersIn(domain: string): [string, number][] {
  return tableUnder(domain, 'timers').flatMap(([, defaults = '', names = '']) => {
    const numbers = defaults.split(';').map((part) => Number(/\d+/.exec(part)?.[0]));
    return quoted(names).flatMap((name, i): [string, number][] =>
      /:\d\d/.test(defaults) ? [] : [[name, numbers[i] ?? Number.NaN]],
    );
  });
}

export function rolesIn(domain: string): string[] {
  return tableUnder(domain, 'roles').flatMap(([role = '']) => quoted(role));
}

/** Tests that stand in no row of an id: behind "Shown by", and of the stories. */
export function shownBeside(domain: string): string[] {
  const lines = domain.match(/^Shown by .*$|^\| <a id="story-\d"><\/a>.*$/gm) ?? [];
  return lines.flatMap((line) => quoted(line.startsWith('|') ? (line.split('|').at(-2) ?? '') : line));
}

const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
