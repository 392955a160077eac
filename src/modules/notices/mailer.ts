import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Always the same for the same notice, so that a repeat can be told. */
  readonly messageId: string;
}

/** Hands mails to a mail server; throws when it did not take one. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  /** Lets the connection to the mail server go; the next mail opens another. */
  close(): void;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; without it STARTTLS is used where the server offers it. */
  readonly secure?: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
}

export function smtpMailer(settings: SmtpSettings): Mailer {
  let transport: ReturnType<typeof openTransport> | undefined;
  return {
    send: async (mail) => {
      transport ??= openTransport(settings);
      await transport.sendMail({
        from: settings.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        messageId: mail.messageId,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => {
      transport?.close();
      transport = undefined;
    },
  };
}

/** One connection for the mails of a round: a greeting for each cost more than the mail. */
function openTransport(settings: SmtpSettings) {
  return createTransport({
    pool: true,
    maxConnections: 1,
    host: settings.host,
    port: settings.port,
    secure: settings.secure ?? false,
    ...(settings.user === undefined ? {} : { auth: { user: settings.user, pass: settings.password ?? '' } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    // Our own texts only: nothing is fetched or read from disk for a mail.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
