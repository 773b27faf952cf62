/** Says each step by name while it happens, with the time it took. */

export interface Steps {
  /** Does the step and says how it went; a step that had nothing to do returns false and stays silent. */
  run<T>(name: string, step: () => T | Promise<T>): Promise<T>;
}

export function tellSteps(say: (sentence: string) => void): Steps {
  return {
    async run(name, step) {
      const since = performance.now();
      try {
        const result = await step();
        if (result !== false) say(`  ${name} (${seconds(since)})`);
        return result;
      } catch (error) {
        say(`✗ ${name} (${seconds(since)})`);
        throw error;
      }
    },
  };
}

export function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
