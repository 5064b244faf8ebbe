/** Operators whose state and timers belong to keys. */
package dev.selvage.container.operator.keyed;
