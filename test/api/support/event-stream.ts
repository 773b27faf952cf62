/** Reads an event stream over HTTP as a browser does. */
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { until } from '../../support/until.ts';

export interface Message {
  readonly event: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what came, and say what they expect of it
  readonly data: any;
}

export interface ReadStream {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly messages: readonly Message[];
  /** How many comments came: heartbeats. */
  readonly beats: number;
  readonly ended: boolean;
  /** The first message of this name, once it is there. */
  message(event: string): Promise<Message>;
  /** Reads no more, and leaves the connection open. */
  pause(): void;
  close(): void;
}

/** Opens the stream. On return its first bytes, or a refusal, are there. */
export async function readStream(url: string, headers: Record<string, string> = {}): Promise<ReadStream> {
  const messages: Message[] = [];
  let beats = 0;
  let ended = false;
  let text = '';
  let asked: ClientRequest | undefined;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked = request(url, { headers: { Accept: 'text/event-stream', ...headers }, agent: false }, resolve);
    asked.once('error', reject).end();
  });
  answer.setEncoding('utf8');
  answer.on('data', (piece: string) => {
    const blocks = (text + piece).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const message = parse(block);
      if (message === null) beats++;
      else messages.push(message);
    }
  });
  answer.once('close', () => {
    ended = true;
  });
  answer.on('error', () => undefined);
  await until(() => beats > 0 || ended);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    messages,
    get beats() {
      return beats;
    },
    get ended() {
      return ended;
    },
    message: (event) => until(() => messages.find((each) => each.event === event)),
    pause: () => void answer.pause(),
    close: () => void asked?.destroy(),
  };
}

function parse(block: string): Message | null {
  const fields = new Map(block.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]));
  const event = fields.get('event');
  return event === undefined ? null : { event, id: fields.get('id'), data: JSON.parse(fields.get('data') ?? 'null') };
}
