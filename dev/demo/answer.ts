/** The answer's data. @throws Error with the problem's own words */
export function must<Data>(answer: { data?: Data; error?: { detail?: string | undefined } | undefined }): Data {
  if (answer.data === undefined) throw new Error(answer.error?.detail ?? 'no answer');
  return answer.data;
}
