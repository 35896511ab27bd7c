// A program of its own that uses the embedded server: `node server-process.ts DATA_FOLDER`. Prints one line of JSON when
// it is ready, and lets go of the server when its input ends. For tests that kill it, or start several at once.
import { startEmbeddedServer } from '../../../src/store/embedded/server.ts';

const dataDir = process.argv[2] ?? '';
try {
  const server = await startEmbeddedServer({ dataDir, fsync: false });
  process.stdout.write(
    `${JSON.stringify({ url: server.url, adopted: server.adopted, folder: server.folder })}\n`,
  );
  process.stdin.resume().once('end', () => void server.stop());
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: (error as Error).message })}\n`);
}
