/** Which subtask goes where, and whether it has started. */
package dev.selvage.core.jobmanager.deployment;
