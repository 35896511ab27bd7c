import { statusOf } from '../errors.ts';

/** Graph refuses what is so already, without a code for it: then it is looked at. */
export async function unlessSo(work: () => Promise<unknown>, isSo: () => Promise<boolean>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const maySo = [400, 403, 409].includes(statusOf(error));
    if (!maySo || !(await isSo())) throw error;
  }
}
