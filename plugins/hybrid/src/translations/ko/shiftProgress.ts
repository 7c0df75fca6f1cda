/** Korean texts of a shift under way, its abort and its approval, by their keys: `'shiftProgress.…'`. */
export const shiftProgress = {} as const;
