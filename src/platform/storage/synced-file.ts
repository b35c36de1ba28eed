import type { FileHandle } from 'node:fs/promises';

/** Bytes after which written data is synced to disk while more comes. */
const SYNC_BYTES = 16 * 1_024 * 1_024;

/**
 * Appends to a file and syncs it to disk as it grows. The sync at the end, which an object waits for before it appears, then has
 * little left to do, and the kernel never holds much of a large file that is not on disk.
 */
export class SyncedFile {
  readonly #file: FileHandle;
  #unsynced = 0;
  /** The sync in progress, or its failure. */
  #syncing: Promise<void> | undefined;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#file.appendFile(bytes);
    this.#unsynced += bytes.length;
    if (this.#unsynced >= SYNC_BYTES && this.#syncing === undefined) this.#beginSync();
  }

  #beginSync(): void {
    this.#unsynced = 0;
    this.#syncing = this.#file.datasync();
    this.#syncing.then(
      () => {
        this.#syncing = undefined;
      },
      // The kernel reports the error once, so it is kept for the sync at the end.
      () => undefined,
    );
  }

  /**
   * Resolves when all of it is on disk.
   * @throws the error of this or an earlier sync
   */
  async sync(): Promise<void> {
    await this.#syncing;
    await this.#file.sync();
  }
}
