/** Keeps the JIT's profiles of one operator apart from those of all others: classes made anew from a template. */
package dev.selvage.container.code;
