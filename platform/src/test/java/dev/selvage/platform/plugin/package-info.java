/** Plugins that are made on the spot. */
package dev.selvage.platform.plugin;
