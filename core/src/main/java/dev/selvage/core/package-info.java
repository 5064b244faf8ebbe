/** Core decides, the others do: no I/O, no thread, no clock, no logger in any package below this one. */
package dev.selvage.core;
