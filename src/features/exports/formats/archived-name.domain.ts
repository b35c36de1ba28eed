/** Characters that file systems refuse in names, and those that are invisible. */
const REFUSED = /[\p{Cc}\p{Cf}<>:"/\\|?*]/gu;
const MAX_CHARACTERS = 180;

/** Gives each file a relative name in `files/`. Names that are equal in any case are numbered. */
export function createArchivedNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const clean =
      name
        .normalize('NFC')
        .replace(REFUSED, '_')
        .replace(/^[. ]+|[. ]+$/g, '')
        .toWellFormed() || 'file';
    const dot = clean.lastIndexOf('.');
    const ending = dot > 0 ? clean.slice(dot).slice(0, 20) : '';
    const stem = Array.from(dot > 0 ? clean.slice(0, dot) : clean)
      .slice(0, MAX_CHARACTERS)
      .join('');
    for (let number = 1; ; number += 1) {
      const unique = `files/${stem}${number === 1 ? '' : ` (${number})`}${ending}`;
      if (taken.has(unique.toLowerCase())) continue;
      taken.add(unique.toLowerCase());
      return unique;
    }
  };
}
