/** Epochs and fencing: who may write, and whose message is stale. */
package dev.selvage.core.leadership;
