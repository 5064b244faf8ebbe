/** The JobManager component: routes each message to one of the machines below and collects their actions. */
package dev.selvage.core.jobmanager;
