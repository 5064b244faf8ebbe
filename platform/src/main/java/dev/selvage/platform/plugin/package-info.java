/** Plugins: extensions that bring jars of their own, of which nobody else sees anything but what they offer. */
package dev.selvage.platform.plugin;
