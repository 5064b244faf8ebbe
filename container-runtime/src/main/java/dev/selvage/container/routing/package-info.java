/** Where records go that leave a task: one channel, several, or the one that their key names. */
package dev.selvage.container.routing;
