export { checkArchive } from './archive-reader.ts';
export { assertNewFile, type BackupOptions, backup } from './backup.ts';
export { backupErrors } from './errors.ts';
export type { Manifest } from './manifest.ts';
export { assertBackupFile, type RestoreOptions, restore } from './restore.ts';
export { type UpgradeOptions, upgradeCluster } from './upgrade-cluster.ts';
