export { DiskFileStore, type DiskFileStoreOptions, isDiskFull } from './disk-file-store.ts';
export { fileErrors } from './errors.ts';
export type { ByteRange, Content, FileStore, StoredFile } from './file-store.ts';
