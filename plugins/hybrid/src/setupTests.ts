import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// How long something may take to appear on a busy machine; what is quick stays quick.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(60_000);
