/** What can go wrong, as data: codes, failures, and who is told of our own faults. */
package dev.selvage.core.failure;
