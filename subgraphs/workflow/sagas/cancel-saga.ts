export async function cancelSaga(..._given: unknown[]): Promise<void> {}
