const KEY = 'example.persona';

/*
 * The choice outlives a reload but ends with signing out. Without storage (a private
 * window may refuse it) one merely has to choose again.
 */

export function recallPersona(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

export function rememberPersona(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Nothing is lost but comfort.
  }
}

export function forgetPersona(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // It could not have been kept either.
  }
}
