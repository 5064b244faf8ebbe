/** One task on one thread: its turn, its mailbox, its end. */
package dev.selvage.container.task;
