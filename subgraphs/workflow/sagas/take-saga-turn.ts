export async function takeSagaTurn(_parts: unknown, _ticket: unknown, _engineId: string): Promise<void> {}
