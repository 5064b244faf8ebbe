/** Runs the user's operators: context, timers, chaining. */
package dev.selvage.container.operator;
