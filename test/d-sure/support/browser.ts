/** The reader of pages that the example uses too. */
export { Browser, type Page } from '../../../bin/example/browser.ts';
