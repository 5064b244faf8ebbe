/** The loops that run records through a chain, made anew for each chain so that the JIT knows what they call. */
package dev.selvage.container.loop;
