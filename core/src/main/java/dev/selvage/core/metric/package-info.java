/** Every metric's name, once, with its meaning. */
package dev.selvage.core.metric;
