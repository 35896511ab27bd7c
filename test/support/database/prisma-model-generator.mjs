// A Prisma generator in its official protocol (JSON lines on stdin and stderr): writes the model as Prisma reads it to
// the file named in MODEL_FILE. Started by `prisma generate` for test/support/database/prisma-model.ts.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (method === 'generate') writeFileSync(process.env.MODEL_FILE, JSON.stringify(params.dmmf.datamodel));
  const result = method === 'getManifest' ? { manifest: { prettyName: 'model', defaultOutput: '.' } } : null;
  process.stderr.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
  if (method === 'generate') process.exit(0);
}
