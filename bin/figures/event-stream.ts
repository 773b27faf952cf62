/** An event stream as a screen holds it open, for measuring: what it hears, and when. */
import { get } from 'node:http';

export interface Heard {
  readonly guaranteeId: string;
  readonly at: number;
}

/** A browser keeps six connections to a host: so many windows has a session. */
export const streamsOfASession = 6;
const patienceMs = 30_000;

/** Open on return; returns how it is closed. */
export function openStream(url: string, cookie: string, hear: (heard: Heard) => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { cookie, accept: 'text/event-stream' }, agent: false }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`an event stream answered ${response.statusCode}.`));
      let rest = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        const messages = (rest + text).split('\n\n');
        rest = messages.pop() ?? '';
        for (const message of messages) {
          const [, data] = /^event: guarantee-changed\n(?:id: .*\n)?data: (.*)$/m.exec(message) ?? [];
          const { guaranteeId } = JSON.parse(data ?? '{}') as { guaranteeId?: string };
          if (guaranteeId !== undefined) hear({ guaranteeId, at: Date.now() });
        }
      });
      response.on('error', () => undefined); // closed by us
      resolve(() => request.destroy());
    });
    request.on('error', reject);
  });
}

/** Resolves when all have heard; a figure that cannot be measured says so. */
export async function untilHeard(haveAll: () => boolean): Promise<void> {
  const since = performance.now();
  while (!haveAll()) {
    if (performance.now() - since > patienceMs) throw new Error('The streams have not all heard of a change.');
    await new Promise((again) => setTimeout(again, 5));
  }
}

/** When the guarantee $1 was approved, by the event that told it. */
export const approvedSql = "SELECT occurred_at AS at FROM event WHERE guarantee_id = $1 AND kind = 'approve'";
