/** The ends of a job: operators around writers, and transactions that wait for their checkpoint. */
package dev.selvage.container.operator.sink;
