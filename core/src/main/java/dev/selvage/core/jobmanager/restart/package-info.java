/** What to restart after a failure, when, and when to give up. */
package dev.selvage.core.jobmanager.restart;
