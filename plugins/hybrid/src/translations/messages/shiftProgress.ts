/** Texts of a shift under way, its abort and its approval. */
export const shiftProgress = {} as const;
