/**
 * "The one rule for dependencies": arrows point to the contract. Every module also has to be found at all; that is
 * checked by `dev/architecture.ts`, which runs these rules.
 */
const PURE = '\\.(contract|domain)\\.ts$';
/** What a feature offers to other features. */
const OFFERED = '\\.(service|reads|contract|domain|template)\\.ts$';
const TYPES_ONLY = ['type-only', 'type-import'];
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown', 'core'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'pure-stays-pure',
      comment: 'A contract or domain module imports only its like.',
      severity: 'error',
      from: { path: PURE },
      to: { path: '^(src|workflows|activities|client|dev|test|bench)/', pathNot: PURE },
    },
    {
      name: 'pure-takes-types-from-npm',
      comment: 'A contract or domain module runs in the workflow sandbox, the API and the worker: no library code.',
      severity: 'error',
      from: { path: PURE },
      to: { dependencyTypes: NPM, dependencyTypesNot: TYPES_ONLY },
    },
    {
      name: 'workflows-are-deterministic',
      comment: 'A workflow sees contracts, other workflows and @temporalio/workflow; not even types of activities.',
      severity: 'error',
      from: { path: '^workflows/', pathNot: '^workflows/platform/' },
      to: { pathNot: [PURE, '^workflows/', '^node_modules/@temporalio/workflow/'] },
    },
    {
      name: 'workflow-platform-is-deterministic',
      comment: 'What all workflows share may also carry trace contexts.',
      severity: 'error',
      from: { path: '^workflows/platform/' },
      to: {
        pathNot: [
          PURE,
          '^workflows/',
          '^node_modules/@temporalio/(workflow|interceptors-opentelemetry-v2)/',
          '^node_modules/@opentelemetry/api/',
        ],
      },
    },
    {
      name: 'only-the-worker-joins',
      comment: 'src/ never imports workflows or activities, except where the worker is composed.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(worker|composition/worker)\\.ts$' },
      to: { path: '^(workflows|activities)/' },
    },
    {
      name: 'pages-know-the-api-alone',
      comment: 'The dashboard runs in browsers: it sees the client of the API, and what it is drawn with.',
      severity: 'error',
      from: { path: '^dashboard/' },
      to: { pathNot: ['^dashboard/', '^client/', '^node_modules/uplot/'] },
    },
    {
      name: 'programs-do-not-import-their-surroundings',
      severity: 'error',
      from: { path: '^(src|workflows|activities)/' },
      to: { path: '^(dev|test|bench|client|dashboard)/' },
    },
    {
      name: 'activities-do-not-import-workflows',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^workflows/' },
    },
    {
      name: 'activities-keep-to-their-folder',
      severity: 'error',
      from: { path: '^activities/([^/]+)/' },
      to: { path: '^activities/', pathNot: '^activities/$1/' },
    },
    {
      name: 'activities-use-services',
      comment: 'Own feature: anything but its routes and entities. Another feature: what it offers.',
      severity: 'error',
      from: { path: '^activities/([^/]+)/' },
      to: {
        path: '^src/features/',
        pathNot: [OFFERED, '^src/features/$1/(?!.*\\.(routes|schema|entities)\\.ts$)'],
      },
    },
    {
      name: 'activities-stay-out-of-http',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: '^src/platform/(http/|config\\.ts$)', dependencyTypesNot: TYPES_ONLY },
    },
    {
      name: 'features-meet-at-services',
      comment: 'Another feature offers services, reads, contracts, domains and mail templates; the rest is its own.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: ['^src/features/$1/', OFFERED] },
    },
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    {
      name: 'features-do-not-import-programs',
      comment: 'What joins the features imports them, never the other way round.',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/(composition/|[^/]+\\.ts$)' },
    },
    {
      name: 'worker-library-only-in-the-worker',
      comment: 'The native worker library is for what src/worker.ts alone uses.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          '^src/worker\\.ts$',
          '^src/platform/temporal/(run-workers|bundle)\\.ts$',
          '^src/platform/telemetry/temporal-runtime\\.ts$',
        ],
      },
      to: { path: '^node_modules/@temporalio/worker/', dependencyTypesNot: TYPES_ONLY },
    },
    {
      name: 'api-does-not-load-the-worker',
      comment: 'The native worker library costs the API a second and 60 MB.',
      severity: 'error',
      from: { path: '^src/api\\.ts$' },
      to: {
        path: '^src/(worker|composition/worker|platform/temporal/(run-workers|bundle)|platform/telemetry/temporal-runtime)\\.ts$',
        reachable: true,
      },
    },
    {
      name: 'features-form-no-cycle',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/features/[^/]+$' },
      to: { circular: true, path: '^src/features/[^/]+$' },
    },
    {
      name: 'platform-folders-form-no-cycle',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/platform/[^/]+$' },
      to: { circular: true, path: '^src/platform/[^/]+$' },
    },
    {
      name: 'modules-form-no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: TYPES_ONLY } },
    },
    {
      name: 'programs-run-without-development-packages',
      severity: 'error',
      from: { path: '^(src|workflows|activities)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: TYPES_ONLY },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(client/generated|\\.vibe|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
