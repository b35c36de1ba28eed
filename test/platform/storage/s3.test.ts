import { createStorage } from '../../../src/platform/storage/create-storage.ts';
import { startS3Server } from '../../support/versitygw.ts';
import { storageContract } from './contract.ts';

storageContract('a real S3 server', async () => {
  const server = await startS3Server();
  return { storage: createStorage(server.storage), close: () => server.stop() };
});
