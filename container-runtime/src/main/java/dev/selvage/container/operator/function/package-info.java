/** Operators around users' functions that know nothing of keys. */
package dev.selvage.container.operator.function;
