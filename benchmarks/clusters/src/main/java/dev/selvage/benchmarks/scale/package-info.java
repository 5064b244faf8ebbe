/** How large a cluster one JobManager leads: a real one, with stand-ins for the TaskManagers. */
package dev.selvage.benchmarks.scale;
