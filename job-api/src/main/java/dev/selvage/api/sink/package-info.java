/** Where records go: the contract of sinks, and the built-in ones. */
package dev.selvage.api.sink;
