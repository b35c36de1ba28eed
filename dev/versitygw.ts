import type { GoBinary } from './go-binary.ts';

/** A real S3 server over a folder, for the tests of the storage port. */
export const VERSITYGW: GoBinary = {
  title: 'the S3 server for the tests',
  buildTime: null,
  folder: 'versitygw-1.8.0',
  binary: 'versitygw',
  module: 'github.com/versity/versitygw/cmd/versitygw@v1.8.0',
};
