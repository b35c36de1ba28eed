import { Socket } from 'node:net';

/** Of one read. */
const READ_BYTES = 128 * 1024;

/**
 * A socket that reads into one buffer again and again. Else each read takes memory of its own, and a gigabyte that only passes through
 * keeps the garbage collector busy.
 */
export interface LendingSocket extends Socket {
  /**
   * Whether listeners of `data` get a part of that buffer, which is theirs to change and good until they return, instead of a copy
   * to keep.
   */
  lends: boolean;
}

export function lendingSocket(): LendingSocket {
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  const callback = (length: number): boolean => {
    const bytes = buffer.subarray(0, length);
    socket.emit('data', socket.lends ? bytes : Buffer.from(bytes));
    return true;
  };
  const socket: LendingSocket = Object.assign(new Socket({ onread: { buffer, callback } }), { lends: false });
  return socket;
}
