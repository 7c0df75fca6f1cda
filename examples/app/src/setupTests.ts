import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A busy machine is slow to load the app's parts; what is there sooner is found sooner.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 20_000 });
