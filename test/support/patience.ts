/**
 * How many times longer a test waits for something than it says, as its time-out is too (leak-environment.mjs): limits are there for
 * what hangs, not for what is slow on a busy machine.
 */
export const PATIENCE = 4;
