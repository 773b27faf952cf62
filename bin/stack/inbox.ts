/** The SMTP inbox with a web page: takes every mail that the service sends, and sends none on. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answersOk } from './answers-ok.ts';
import { projectRoot } from './project-root.ts';
import type { Part } from './supervisor.ts';

export function inboxPart(ports: { smtp: number; inbox: number }, mailFolder: string): Part {
  mkdirSync(mailFolder, { recursive: true });
  const address = [
    '--ip',
    '127.0.0.1',
    '--web-ip',
    '127.0.0.1',
    '--smtp',
    String(ports.smtp),
    '--web',
    String(ports.inbox),
  ];
  return {
    name: 'inbox',
    program: {
      command: process.execPath,
      args: [join(projectRoot, 'node_modules/maildev/dist/bin/maildev.js'), ...address, '--mail-directory', mailFolder],
      env: { ...process.env },
      cwd: projectRoot,
      stopSignal: 'SIGTERM',
    },
    ready: () => answersOk(`http://127.0.0.1:${ports.inbox}/api/healthz`),
  };
}
