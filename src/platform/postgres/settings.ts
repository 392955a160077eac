import { totalmem } from 'node:os';
import process from 'node:process';

const megabyte = 1024 * 1024;

/** Memory this process may use: a container's limit where there is one, else the machine's. */
export function usableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 && limit < totalmem() ? limit : totalmem();
}

/**
 * Settings of the embedded server, passed on its command line so that no edited file can switch durability off.
 * One table for a 2 GB laptop and a 24 GB server: what scales with the machine is computed, the rest is as small as the work allows.
 */
export function serverSettings(memoryBytes: number): Record<string, string> {
  // A 32nd of the memory: the operating system's cache does the rest, and pages are only taken as they are touched. 2 GB -> 64 MB, 24 GB -> 768 MB.
  const sharedBuffers = clamp(Math.floor(memoryBytes / 32 / megabyte), 64, 1024);
  return {
    ...identitySettings,
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    shared_buffers: `${sharedBuffers}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memoryBytes / 2 / megabyte))}MB`,
    work_mem: '8MB',
    // Index builds and vacuum; bounded because up to two run beside the requests.
    maintenance_work_mem: `${clamp(Math.floor(memoryBytes / 64 / megabyte), 32, 256)}MB`,
    autovacuum_max_workers: '2',
    // The pools of one server hold 45 connections; a second process (migrate, backup) and reserve beside them.
    max_connections: '100',
    // Checkpoints every 15 minutes or 1 GB: fewer full-page images under load; recovery after a crash replays at most that.
    checkpoint_timeout: '15min',
    max_wal_size: '1GB',
    min_wal_size: '80MB',
    // Solid-state disks: an index page costs hardly more than the next page of a scan.
    random_page_cost: '1.1',
    // Statements here take milliseconds; compiling them costs more than running them, and workers on two cores only compete.
    jit: 'off',
    max_parallel_workers_per_gather: '1',
    // An abandoned transaction would hold back the journal's consumers, who read behind the oldest open one.
    idle_in_transaction_session_timeout: '5min',
    // Statements carry personal data: the server's log has neither statements, nor values, nor the DETAIL of a violated key.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_checkpoints: 'off',
  };
}

/** For throw-away data only: nothing is waited for to reach the disk. */
export function fastAndLossySettings(): Record<string, string> {
  return {
    ...identitySettings,
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    shared_buffers: '128MB',
    max_connections: '200',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '256MB',
    autovacuum: 'off',
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    // In the data folder, so that a killed server leaves nothing in the machine's shared memory.
    dynamic_shared_memory_type: 'mmap',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  };
}

/** What makes answers the same on every machine, and keeps the server off the network. */
const identitySettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  lc_messages: 'C',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  default_text_search_config: 'pg_catalog.simple',
} as const;

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
