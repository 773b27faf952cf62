/** The authenticator app of tests: the example's own. */
export { codeOf } from '../../../../bin/example/authenticator.ts';
