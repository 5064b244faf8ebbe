/** The storage contracts on real file systems. */
package dev.selvage.it.storage;
