import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { type ReadMessage, readMessage } from './read-message.ts';
import { type Envelope, serveSmtp } from './smtp-session.ts';

export interface KeptMail extends ReadMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly arrivedAt: string;
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Page that shows what came in. */
  readonly url: string;
  /** Newest first. */
  readonly mails: readonly KeptMail[];
  close(): Promise<void>;
}

const most = 200;

/** A mail server that delivers nothing: the last 200 messages stay in memory and are shown on a page. */
export async function startMailServer(): Promise<MailServer> {
  const kept: (Envelope & { readonly arrivedAt: string })[] = [];
  // Read when somebody looks: most mails of a busy day are pushed out unseen.
  const mails = (): KeptMail[] => kept.map(({ raw, ...rest }) => ({ ...readMessage(raw), ...rest }));
  const sockets = new Set<Socket>();
  const smtp = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveSmtp(socket, (envelope) => {
      kept.unshift({ ...envelope, arrivedAt: new Date().toISOString() });
      kept.length = Math.min(kept.length, most);
    });
  });
  const http = createHttpServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(pageOf(mails()));
  });
  const port = await listen(smtp);
  const httpPort = await listen(http);
  return {
    host: '127.0.0.1',
    port,
    url: `http://127.0.0.1:${httpPort}`,
    get mails() {
      return mails();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      http.closeAllConnections();
      await Promise.all([smtp, http].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function listen(server: Server | HttpServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the mail server has no port'));
    });
  });
}

function pageOf(mails: readonly KeptMail[]): string {
  const items = mails.map(
    (mail) => `<article><h2>${escaped(mail.subject)}</h2>
<p><small>${escaped(mail.arrivedAt)} · ${escaped(mail.from)} → ${escaped(mail.to.join(', '))}</small></p><pre>${escaped(mail.text)}</pre></article>`,
  );
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Sandbox: thư đã gửi</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:1rem auto;padding:0 1rem}header{background:#7a1f3d;color:#fff;padding:.75rem 1rem}article{border-bottom:1px solid #ccc;padding:.5rem 0}h2{font-size:1.1rem;margin:.5rem 0 0}pre{white-space:pre-wrap;font:inherit}</style></head>
<body><header>SANDBOX · không gửi cho ai, chỉ hiện ở đây (nothing is delivered)</header><main><h1>Thư đã gửi (${mails.length})</h1>${items.join('') || '<p>Chưa có thư nào.</p>'}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
