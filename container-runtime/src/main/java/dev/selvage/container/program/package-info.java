/** What the tasks of a job run: the author's functions, in a form of which each subtask gets its own. */
package dev.selvage.container.program;
