/** Reads configuration files and the command line's -D into core's layers. */
package dev.selvage.platform.config;
