import { createMemoryStore } from '../../../server/store/memory.ts';
import { storeContract } from './contract.ts';

storeContract('memory', async () => {
  const store = createMemoryStore();
  await store.open();
  return {
    store,
    async restart() {
      await store.close();
      await store.open();
      return store;
    },
  };
});
