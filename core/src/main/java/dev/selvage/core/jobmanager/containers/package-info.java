/** How many containers are wanted, asked for, granted, lost. */
package dev.selvage.core.jobmanager.containers;
