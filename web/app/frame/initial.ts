/** What stands for a project where there is no room for its name. */
export function initialOf(name: string): string {
  return ([...name.trim()][0] ?? '').toLocaleUpperCase();
}
