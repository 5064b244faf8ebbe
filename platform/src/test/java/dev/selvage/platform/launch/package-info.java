/** Tests of what the scripts do. */
package dev.selvage.platform.launch;
