/** Wires the TaskManager process together; nothing else. */
package dev.selvage.container;
