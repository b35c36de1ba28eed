/** Parts of the stack that an environment variable replaces, and that are therefore not started. */
export interface GivenParts {
  database: boolean;
  temporal: boolean;
  objectStorage: boolean;
  mail: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

function isSet(env: Environment, ...names: string[]): boolean {
  return names.some((name) => env[name] !== undefined && env[name] !== '');
}

export function givenParts(env: Environment): GivenParts {
  return {
    database: isSet(env, 'DATABASE_URL', 'DATABASE_URL_FILE'),
    temporal: isSet(env, 'TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'),
    objectStorage: isSet(env, 'S3_ENDPOINT', 'S3_BUCKET'),
    mail: isSet(env, 'SMTP_URL', 'SMTP_URL_FILE'),
  };
}
