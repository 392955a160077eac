/** The door of the room: what other rooms and `src/app` may use. */
export type { NoticeDeps } from './deps.ts';
export { deriveNotices } from './jobs/derive-notices.ts';
export { sendMails } from './jobs/send-mails.ts';
export { type Mailer, type SmtpSettings, smtpMailer } from './mailer.ts';
export { noticesMerging } from './merging.ts';
export { type NewNotice, type NoticeDossier, noticeId, type ReportKind } from './model.ts';
export { noticeRoutes } from './routes.tsx';
export { countUnread, insertNotices } from './store.ts';
