import process from 'node:process';
import { createHttpServer } from '../server.ts';

// As the command line does.
process.stdout.on('error', () => undefined);
const app = await createHttpServer({
  secure: false,
  formOrigins: [],
  requestsPerMinute: 60,
  logLevel: 'warn',
  renderPage: () => '',
  errorPage: (_request, reply) => reply,
});
app.log.warn('first');
await new Promise((resolve) => setTimeout(resolve, 50));
app.log.warn('second');
await app.close();
process.exit(7);
