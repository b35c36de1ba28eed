import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A program of the benchmark in a process of its own, talked to by messages. */
export interface Child {
  pid: number;
  send(message: object): void;
  /** The next message that has this key. @throws after `withinMs`, or when the program has ended */
  answer<T extends object>(key: keyof T & string, withinMs: number): Promise<T>;
  answer(key: string, withinMs: number): Promise<object>;
  stop(): Promise<void>;
}

/** @param cwd the folder it runs in, ours unless told */
export function startChild(file: URL, args: string[] = [], cwd = process.cwd()): Child {
  const child = fork(file, args, {
    cwd,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const exited = once(child, 'exit');
  function answer(key: string, withinMs: number): Promise<object> {
    return new Promise((resolve, reject) => {
      const finish = (act: () => void) => {
        clearTimeout(timer);
        child.off('message', receive);
        child.off('exit', ended);
        act();
      };
      const receive = (message: object) => {
        if (key in message) finish(() => resolve(message));
      };
      const ended = () => finish(() => reject(new Error(`${file.pathname} has ended`)));
      const timer = setTimeout(
        () => finish(() => reject(new Error(`${file.pathname}: no ${key} in ${withinMs} ms`))),
        withinMs,
      );
      child.on('message', receive);
      child.on('exit', ended);
    });
  }
  return {
    pid: child.pid as number,
    send: (message) => void child.send(message),
    answer: answer as Child['answer'],
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}
