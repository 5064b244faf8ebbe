/** What a function remembers: state per key, and state of the operator itself, kept by checkpoints. */
package dev.selvage.api.state;
