/** Class loaders for code that comes in jars of its own, beside the class path: where its classes come from, and who sees them. */
package dev.selvage.platform.classes;
