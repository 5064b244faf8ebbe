/** What the scripts in {@code bin} do: start and stop the processes of a standalone cluster, here and on other machines. */
package dev.selvage.platform.launch;
