/** Jobs a newcomer reads and runs, from the smallest to the main one. */
package dev.selvage.examples;
