package dev.selvage.guards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void modulesImportOnlyWhatTheirPlaceAllows() {
        assertThat(Walls.breaches(SourceTree.ofThisBuild().java())).isEmpty();
    }

    @Test
    void threadsComeFromWhereTheirFaultsAreTold() {
        assertThat(OwnThreads.breaches(SourceTree.ofThisBuild().java())).isEmpty();
    }

    @Test
    void coreUsesOnlyWhatIsTheSameInEveryRun() {
        assertThat(Purity.breaches(SourceTree.ofThisBuild().java())).isEmpty();
    }
}
