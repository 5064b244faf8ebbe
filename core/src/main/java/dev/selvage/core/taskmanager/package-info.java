/** The TaskManager component's control side: registration, heartbeats, the states of its tasks. */
package dev.selvage.core.taskmanager;
