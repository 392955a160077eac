import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { signInAsCitizen, signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { newVisitor } from './browser.ts';

/** A page of somebody who has signed in; how signing in looks is the sign-in's own journey. */
export async function signedInPage(
  browser: Browser,
  url: string,
  kind: 'officer' | 'citizen',
  key: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const visitor = new Visitor(url);
  await (kind === 'officer' ? signInAsOfficer(visitor, key) : signInAsCitizen(visitor, key));
  const context = await newVisitor(browser, options);
  await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url })));
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  return page;
}
