import fs from 'node:fs';

/** Linux counts in ticks of a hundredth of a second where it doesn't count finer. */
const TICK = 10;
const NANOSECONDS = 1e6;

/** ms of CPU that a process has used so far, all its threads: to the nanosecond where the kernel keeps it, else in ticks. */
export function cpuTime(pid: number): number {
  return fineCpuTime(pid) ?? tickedCpuTime(pid);
}

function fineCpuTime(pid: number): number | null {
  let sum = 0;
  for (const thread of fs.readdirSync(`/proc/${pid}/task`)) {
    const file = `/proc/${pid}/task/${thread}/schedstat`;
    if (!fs.existsSync(file)) return null;
    sum += Number(fs.readFileSync(file, 'utf8').split(' ')[0]);
  }
  return sum > 0 ? sum / NANOSECONDS : null;
}

function tickedCpuTime(pid: number): number {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name and may hold anything; utime and stime are the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

/** Bytes of a process's resident memory. */
export function residentMemory(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (line === null) throw new Error(`Process ${pid} has no resident memory: it has ended.`);
  return Number(line[1]) * 1024;
}
