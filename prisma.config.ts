import { defineConfig } from 'prisma/config';

/** Migrations are applied by Schakel itself at start (src/store/postgres/migrate.ts); `prisma migrate deploy` does the same. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://127.0.0.1/schakel' },
});
