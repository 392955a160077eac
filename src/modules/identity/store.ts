/** Reading and the few plain writes of the room; what is journalled lies in `operations`. */
export * from './store/delegations.ts';
export * from './store/organisations.ts';
export * from './store/people.ts';
export * from './store/positions.ts';
