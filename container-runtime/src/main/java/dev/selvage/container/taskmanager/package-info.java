/** A TaskManager's control side at work: carries out what its machine decides, on one loop. */
package dev.selvage.container.taskmanager;
