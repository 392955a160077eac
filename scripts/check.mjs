// Every static check, in the order in which they are cheap. Stops at the first that fails.
import { cruise } from 'dependency-cruiser';
import { rules } from './room-rules.mjs';
import { runTool } from './run-pinned.mjs';

run('tsc', ['--noEmit']);
await checkRooms();
run('biome', ['ci', '--diagnostic-level=error']);
run('knip', []);

function run(command, args) {
  console.log(`> ${command} ${args.join(' ')}`);
  runTool(command, args);
}

/** Arrows go app -> modules -> platform; rooms use only rooms above them, through their doors, never in a circle. */
async function checkRooms() {
  console.log('> dependency-cruiser');
  const { output } = await cruise(['src'], {
    ruleSet: rules,
    validate: true,
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '(\\.test\\.tsx?|/testing[^/]*(\\.tsx?|/))' },
  });
  // Without its TypeScript reader the cruiser sees nothing and finds nothing wrong.
  if (output.summary.totalCruised < 150) {
    console.error(`the cruiser saw only ${output.summary.totalCruised} modules: @swc/core is not at work`);
    process.exit(1);
  }
  const violations = output.summary.violations.filter((violation) => violation.rule.severity === 'error');
  for (const { rule, from, to, cycle } of violations)
    console.error(`${rule.name}: ${from} -> ${cycle === undefined ? to : cycle.map((step) => step.name).join(' -> ')}`);
  if (violations.length > 0) process.exit(1);
  console.log(`${output.summary.totalCruised} modules, every arrow in place`);
}
