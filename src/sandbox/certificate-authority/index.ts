export { type CertificateSubject, sandboxNotice } from './names.ts';
export {
  type CertificateAuthorityOptions,
  type RunningCertificateAuthority,
  startCertificateAuthority,
} from './server.ts';
