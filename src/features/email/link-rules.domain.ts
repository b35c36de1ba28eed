/** https anywhere, or below the public URL, which on a developer's machine is http. */
export function isLinkAllowed(url: string, publicUrl: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  return parsed.protocol === 'https:' || parsed.origin === new URL(publicUrl).origin;
}
