const FINAL_TEXT = 0x81;
/** Lengths up to here fit the second byte; the next two marks say that 16 or 64 bits follow. */
const SHORT = 125;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** A whole WebSocket text frame as a server sends it (RFC 6455, 5.2: final, not masked), to be written to any number of sockets. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length <= SHORT ? 2 : length <= 0xffff ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(head + length);
  frame[0] = FINAL_TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_64;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head);
  return frame;
}
