/** Programs that users upload: their jars, and processes of their own that run {@code main()}, which the JobManager never does itself. */
package dev.selvage.jobmanager.program;
