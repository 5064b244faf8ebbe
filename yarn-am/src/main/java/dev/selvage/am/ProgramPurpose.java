package dev.selvage.am;

import dev.selvage.am.program.ProgramRun;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.ShownJobs;
import java.io.IOException;

/** The jobs of one program, whose {@code main()} is called here. */
record ProgramPurpose(ProgramRun run) implements Purpose {

    /** A job that was forgotten would be run once more if {@code main()} has to be called again. */
    @Override
    public ShownJobs shown(Configuration configuration) {
        return ShownJobs.all();
    }

    @Override
    public void leads(Leader leader) throws IOException {
        run.leads(leader);
    }

    @Override
    public void ended(JobResult result) {
        run.ended(result);
    }

    @Override
    public void close() {
        run.close();
    }
}
