/** Decides which codec a type gets, by what its class is. */
package dev.selvage.container.codec.assembly;
