/** The door of the room: short guides for citizens and officers, and the statements every public site owes. */
export { guideRoutes } from './routes.tsx';
