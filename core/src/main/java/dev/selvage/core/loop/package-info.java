/** The contract of a component: messages in, actions out, time and randomness handed over with each turn. */
package dev.selvage.core.loop;
