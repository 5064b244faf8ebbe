/** The TaskManager component's control side: finding the leader, hello, heartbeats, the states of its tasks, acknowledgements. */
package dev.selvage.core.taskmanager;
