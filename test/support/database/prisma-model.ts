import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

interface Field {
  readonly name: string;
  readonly dbName?: string | null;
  readonly kind: string;
  readonly type: string;
  readonly nativeType: readonly [string, readonly string[]] | null;
  readonly isList: boolean;
  readonly isRequired: boolean;
  readonly default?: unknown;
}

interface Datamodel {
  readonly models: readonly {
    readonly name: string;
    readonly dbName: string | null;
    readonly fields: readonly Field[];
  }[];
  readonly indexes: readonly {
    readonly model: string;
    readonly type: string;
    readonly fields: readonly { readonly name: string }[];
  }[];
}

/** The types that `prisma migrate` would make without `@db.`. */
const TYPES: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Json: 'jsonb',
  Float: 'double precision',
  Bytes: 'bytea',
};

const NATIVE: Readonly<Record<string, (size: string) => string>> = {
  Uuid: () => 'uuid',
  Date: () => 'date',
  Timestamptz: (size) => `timestamp(${size}) with time zone`,
  VarChar: (size) => `character varying(${size})`,
  SmallInt: () => 'smallint',
};

/** prisma/schema.prisma as sorted lines, one per column and index, in the words of `databaseShape`. */
export function modelShape(schema = join(ROOT, 'prisma/schema.prisma')): string[] {
  const { models, indexes } = readModel(readFileSync(schema, 'utf8'));
  const tables = new Map(models.map((m) => [m.name, m.dbName ?? m.name]));
  return [
    ...models.flatMap((m) =>
      m.fields.filter((f) => f.kind !== 'object').map((f) => `${tables.get(m.name)}.${column(f)}`),
    ),
    ...indexes.map((i) => `${tables.get(i.model)} ${i.type} (${i.fields.map((f) => f.name).join(', ')})`),
  ].sort();
}

function column(field: Field): string {
  const [native, sizes] = field.nativeType ?? [];
  const type = native ? NATIVE[native]?.(sizes?.[0] ?? '') : TYPES[field.type];
  if (!type) throw new Error(`prisma-model.ts does not know the type ${native ?? field.type} yet`);
  const list = field.isList ? '[]' : '';
  // Prisma makes the column of a list without NOT NULL, although the model cannot say that it may be absent.
  const nullable = field.isRequired && !field.isList ? ' not null' : '';
  // A function such as uuid() is Prisma's own work; only a plain value is the column's.
  const value = field.default;
  const given = ['string', 'number', 'boolean'].includes(typeof value) ? ` default ${value}` : '';
  return `${field.dbName ?? field.name} ${type}${list}${nullable}${given}`;
}

/** Prisma reads its own language: a generator of ours, in its protocol, writes down what it was given. */
function readModel(schema: string): Datamodel {
  const folder = mkdtempSync(join(tmpdir(), 'schakel-model-'));
  try {
    // Prisma hands this line to a shell; a path may have spaces.
    const provider = `"${process.execPath}" "${join(import.meta.dirname, 'prisma-model-generator.mjs')}"`;
    const changed = schema.replace(
      /generator client \{[^}]*\}/,
      `generator model {\n  provider = ${JSON.stringify(provider)}\n}`,
    );
    writeFileSync(join(folder, 'schema.prisma'), changed);
    generate(folder);
    return JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as Datamodel;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function generate(folder: string): void {
  const file = createRequire(import.meta.url).resolve('prisma/package.json');
  const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { bin: { prisma: string } };
  execFileSync(
    process.execPath,
    [join(dirname(file), bin.prisma), 'generate', '--schema', join(folder, 'schema.prisma')],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        MODEL_FILE: join(folder, 'model.json'),
        // See src/store/generate-client.mjs: any existing program will do, it is not run.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: '1',
      },
    },
  );
}
