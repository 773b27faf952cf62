/** Resident memory of processes, as `ps` counts it (Linux: from /proc). */
import { readdir, readFile } from 'node:fs/promises';

/** Megabytes of these processes with all their children; of this very process without them, for it starts what is measured. */
export async function residentMegabytes(pids: readonly number[]): Promise<number> {
  const family = new Set(pids);
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(parentOf));
  for (let grew = true; grew; ) {
    const children = all.filter(({ pid, parent }) => !family.has(pid) && family.has(parent) && parent !== process.pid);
    for (const { pid } of children) family.add(pid);
    grew = children.length > 0;
  }
  const kilobytes = await Promise.all([...family].map(residentKilobytes));
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024;
}

async function parentOf(pid: string): Promise<{ pid: number; parent: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return { pid: Number(pid), parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) };
}

async function residentKilobytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
}
