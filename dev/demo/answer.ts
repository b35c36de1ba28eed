/** The answer's data. @throws Error with the problem's own words */
export function must<Data>(answer: { data?: Data; error?: { detail?: string | undefined } | undefined }): Data {
  if (answer.data === undefined) throw new Error(answer.error?.detail ?? 'no answer');
  return answer.data;
}

/** For an answer without data. @throws Error with the problem's own words */
export function done(answer: { error?: { detail?: string | undefined } | undefined }): void {
  if (answer.error !== undefined) throw new Error(answer.error.detail ?? 'refused');
}
