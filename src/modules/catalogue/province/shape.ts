import { shapeChecker } from '../../../platform/yaml-shape.ts';
import { conditionDefinition } from './procedure-schemas.ts';

/** Every fault of the shape, each at its place. */
export const shapeFaults = shapeChecker(conditionDefinition);
