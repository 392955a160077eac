import type { Socket } from 'node:net';

/** What a client handed over: the envelope, and the message as it came. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

const mostBytes = 1_000_000;

/** One connection of the sandbox's mail server: the commands of RFC 5321 that a sender needs, nothing is passed on. */
export function serveSmtp(socket: Socket, deliver: (envelope: Envelope) => void): void {
  let buffer = '';
  let from: string | undefined;
  let to: string[] = [];
  let body: string[] | undefined;
  let bytes = 0;
  const answer = (line: string) => socket.write(`${line}\r\n`);
  const reset = () => {
    from = undefined;
    to = [];
    body = undefined;
    bytes = 0;
  };
  const endOfData = () => {
    if (bytes > mostBytes) answer('552 message too large');
    else {
      deliver({ from: from ?? '', to, raw: (body ?? []).join('\r\n') });
      answer('250 kept');
    }
    reset();
  };
  const dataLine = (line: string) => {
    if (line === '.') return endOfData();
    bytes += line.length + 2;
    // A line of the message that begins with a dot carries one more on the way (RFC 5321, 4.5.2).
    if (bytes <= mostBytes) body?.push(line.startsWith('..') ? line.slice(1) : line);
  };
  const command = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<([^<>\s]{0,254})>/.exec(line)?.[1];
    if (verb === 'EHLO') return answer(`250-sandbox\r\n250-SIZE ${mostBytes}\r\n250 8BITMIME`);
    if (verb === 'HELO') return answer('250 sandbox');
    if (verb === 'NOOP') return answer('250 ok');
    if (verb === 'QUIT') return void socket.end('221 bye\r\n');
    if (verb === 'RSET') {
      reset();
      return answer('250 ok');
    }
    if (verb === 'MAIL' && address !== undefined) {
      reset();
      from = address;
      return answer('250 ok');
    }
    if (verb === 'RCPT' && address !== undefined && from !== undefined && to.length < 20) {
      to.push(address);
      return answer('250 ok');
    }
    if (verb === 'DATA' && to.length > 0) {
      body = [];
      return answer('354 end with a line of one dot');
    }
    return answer(from === undefined || verb === 'RCPT' || verb === 'DATA' ? '503 out of order' : '502 not known here');
  };
  socket.setEncoding('utf8');
  socket.setTimeout(30_000, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: string) => {
    buffer += part;
    if (buffer.length > 2 * mostBytes) return void socket.destroy();
    for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      if (body === undefined) command(line);
      else dataLine(line);
    }
  });
  answer('220 sandbox mail');
}
