/** A process that runs one activity and is killed by SIGKILL at a point: `node dying-child.ts JSON`. */
import { type Activities, createActivities } from '../../../activities/index.ts';
import { type Addresses, openServices } from './neighbours.ts';
import { type StopPoint, stoppedAt } from './stopped.ts';

const { addresses, activity, args, point } = JSON.parse(process.argv[2] as string) as {
  addresses: Addresses;
  activity: keyof Activities;
  args: unknown[];
  point: StopPoint;
};
const { services, close } = await openServices(addresses, 2);
const activities = createActivities(stoppedAt(services, point, () => process.kill(process.pid, 'SIGKILL')));
await (activities[activity] as (...given: unknown[]) => Promise<unknown>)(...args);
await close(); // only reached where the point was never passed: the parent expects SIGKILL
