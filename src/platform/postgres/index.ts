export {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  findRunningPostgres,
  removeEmbeddedPostgres,
  type SocketConnection,
  startEmbeddedPostgres,
} from './embedded.ts';
export { postgresErrors, toStorageError } from './errors.ts';
