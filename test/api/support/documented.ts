/** Whether an answer is what the documentation says of it: its status is told there, and its body has the shape. */
import { problemSchema } from '../../../api/problem-details.ts';
import { type Method, v1 } from '../../../api/routes.ts';

/** Throws where an answer of the JSON API is not as documented. */
export function asDocumented(
  method: Method,
  address: string,
  { status, body }: { status: number; body: unknown },
): void {
  const endpoint = endpointAt(method, address);
  if (endpoint === undefined) return;
  const shape = endpoint.answers[status];
  const schema = status >= 400 ? problemSchema : shape?.schema;
  if (shape === undefined && status < 400 && status !== 304)
    throw new Error(`${method} ${address}: ${status} is not documented`);
  const read = schema?.safeParse(body);
  if (read?.success === false) throw new Error(`${method} ${address} ${status}: ${read.error.message}`);
}

function endpointAt(method: Method, address: string) {
  const path = new URL(address, 'http://api').pathname.replace(/^\/api\/v1/, '');
  const found = Object.entries(v1).find(([pattern]) => new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path));
  return found?.[1][method];
}
