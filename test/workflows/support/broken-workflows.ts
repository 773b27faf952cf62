/** A guarantee's workflow as a bad deployment brings it: it fails before it comes to anything. */
export async function guaranteeWorkflow(): Promise<void> {
  await Promise.resolve();
  throw new TypeError('a mistake in the code of a workflow');
}
