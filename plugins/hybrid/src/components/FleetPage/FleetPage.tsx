import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import { Container } from '@backstage/ui';
import { EvacuationView } from '../EvacuationPage';
import styles from './FleetPage.module.css';
import { FleetPathsProvider, useFleetPaths } from '../common/fleetPaths';
import { PlatformList } from './PlatformList';
import { PlatformView } from './PlatformView';

/** The platforms, each with all its services and its evacuations. */
export function FleetPage() {
  return (
    <FleetPathsProvider>
      <Container className={styles.page}>
        <Routes>
          <Route path="/" element={<PlatformList />} />
          <Route path="/:platform" element={<PlatformPage />} />
          <Route
            path="/:platform/evacuations/:evacuation"
            element={<EvacuationPage />}
          />
          <Route path="*" element={<ToRoot />} />
        </Routes>
      </Container>
    </FleetPathsProvider>
  );
}

// The keys make a change of platform start anew, instead of showing one's data as another's.

function PlatformPage() {
  const { platform } = useParams();
  return <PlatformView key={platform} id={platform!} />;
}

function EvacuationPage() {
  const { platform, evacuation } = useParams();
  return (
    <EvacuationView key={evacuation} platform={platform!} id={evacuation!} />
  );
}

function ToRoot() {
  return <Navigate to={useFleetPaths().root} replace />;
}
