/**
 * The slots of the TaskManagers, and which job has which. No machine: the pool that deployment takes from, and by which
 * containers are counted.
 */
package dev.selvage.core.jobmanager.slots;
