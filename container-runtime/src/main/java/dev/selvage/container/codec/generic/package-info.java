/** Values of arbitrary classes, through a library. */
package dev.selvage.container.codec.generic;
